"""The student's weights to the files that ship: an int8 graph for onnxruntime, tables for numpy, labels, pieces."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.labels import Labels
from training.lessons import MOST_PIECES
from training.student import WIDTHS, Student

_MICROSOFT = "com.microsoft"
_HALF = np.float16


class _Graph:
    """Collects nodes and weights."""

    def __init__(self, *, quantised: bool) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}
        self.quantised = quantised

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, x: str, matrix: NDArray[np.float32], bias: NDArray[np.float32], name: str) -> str:
        """X (…, in) times `matrix` (out, in), plus the bias; int8 with one scale an output."""
        turned = matrix.T
        if not self.quantised:
            product = self.node("MatMul", [x, self.weight(f"{name}.w", turned)], f"{name}.p")
            return self.node("Add", [product, self.weight(f"{name}.b", bias)], f"{name}.y")
        scale = (np.abs(turned).max(0) / 127).astype(np.float32)
        inputs = [
            x, self.weight(f"{name}.w", np.round(turned / scale).astype(np.int8)), self.weight(f"{name}.s", scale),
            self.weight(f"{name}.z", np.zeros(len(bias), np.int8)), self.weight(f"{name}.b", bias),
        ]  # fmt: skip
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.y", _MICROSOFT)

    def normalise(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], name: str) -> str:
        """Layer normalisation, spelled out: faster than the runtime's own kernel on a CPU."""
        last = self.weight("last_axis", np.array([-1], np.int64))
        mean = self.node("ReduceMean", [x, last], f"{name}.mean", keepdims=1)
        centred = self.node("Sub", [x, mean], f"{name}.centred")
        square = self.node("Mul", [centred, centred], f"{name}.square")
        variance = self.node("ReduceMean", [square, last], f"{name}.variance", keepdims=1)
        safe = self.node("Add", [variance, self.weight("epsilon", np.array([1e-9], np.float32))], f"{name}.safe")
        unit = self.node("Div", [centred, self.node("Sqrt", [safe], f"{name}.root")], f"{name}.unit")
        scaled = self.node("Mul", [unit, self.weight(f"{name}.g", weight)], f"{name}.scaled")
        return self.node("Add", [scaled, self.weight(f"{name}.h", bias)], f"{name}.out")


def _array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return tensor.detach().float().numpy()


def graph(model: Student, *, dialect: int, quantised: bool) -> onnx.ModelProto:
    """Write the layers and heads as a graph.

    In: `vectors` (B, L, H), words and positions added up, several sentences to a row, each behind its begin mark;
    `bias` (B, 1, L, L), 0 between words of one sentence and a large negative number elsewhere. Out: `flat`, `names`,
    `arcs` (B, L, L), `rel_dependents`, `rel_heads`, then the heads more, all with the begin marks' rows.
    """
    made = _Graph(quantised=quantised)
    first = made.normalise("vectors", _array(model.norm.weight), _array(model.norm.bias), "embedding")
    x = first
    for number, layer in enumerate(model.layers):
        p = f"layer{number}"
        parts = [
            made.linear(x, _array(getattr(layer, part).weight), _array(getattr(layer, part).bias), f"{p}.{part}")
            for part in "qkv"
        ]
        seen = made.node("MultiHeadAttention", [*parts, "", "", "bias"], f"{p}.seen", _MICROSOFT, num_heads=layer.heads)
        out = made.linear(seen, _array(layer.out.weight), _array(layer.out.bias), f"{p}.out")
        x = made.node("Add", [x, out], f"{p}.sum1")
        x = made.normalise(x, _array(layer.attention_norm.weight), _array(layer.attention_norm.bias), f"{p}.norm1")
        inner = made.linear(x, _array(layer.inner.weight), _array(layer.inner.bias), f"{p}.inner")
        inner = made.node("Gelu", [inner], f"{p}.gelu", _MICROSOFT)
        outer = made.linear(inner, _array(layer.outer.weight), _array(layer.outer.bias), f"{p}.outer")
        x = made.node("Add", [x, outer], f"{p}.sum2")
        x = made.normalise(x, _array(layer.norm.weight), _array(layer.norm.bias), f"{p}.norm2")
    weight, bias = _array(model.project.weight), _array(model.project.bias)
    hidden = weight.shape[1] // 2
    bias = bias + weight[:, :hidden] @ _array(model.dialects.weight)[dialect]
    joined = made.node("Concat", [x, first], "joined", axis=2)
    projected = made.node("Gelu", [made.linear(joined, weight, bias, "project")], "projected", _MICROSOFT)
    names = list(model.widths)
    sizes = made.weight("sizes", np.array(list(model.widths.values()), np.int64))
    made.nodes.append(helper.make_node("Split", [projected, sizes], [f"part.{name}" for name in names], axis=2))
    tags = made.linear("part.tags", _array(model.tag_out.weight), _array(model.tag_out.bias), "tag_out")
    found = made.linear("part.names", _array(model.name_out.weight), _array(model.name_out.bias), "name_out")
    made.node("Identity", [tags], "flat")
    made.node("Identity", [found], "names")
    factor = WIDTHS["arc_head"] ** -0.5
    sought = made.linear(
        "part.arc_dependent", _array(model.arc_matrix.weight) * factor, _array(model.arc_matrix.bias) * factor, "arc"
    )
    turned = made.node("Transpose", ["part.arc_head"], "arc_turned", perm=[0, 2, 1])
    made.node("MatMul", [sought, turned], "arcs")
    made.node("Identity", ["part.rel_dependent"], "rel_dependents")
    made.node("Identity", ["part.rel_head"], "rel_heads")
    _extra(made, model)
    inputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["B", "L", hidden]),
        helper.make_tensor_value_info("bias", TensorProto.FLOAT, ["B", 1, "L", "L"]),
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["B", "L", None])
        for name in ("flat", "names", "arcs", "rel_dependents", "rel_heads", *(head.key for head in model.extra_heads))
    ]
    built = helper.make_graph(made.nodes, "analyser", inputs, outputs, list(made.weights.values()))
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(built, opset_imports=opsets, ir_version=9)


def _extra(made: _Graph, model: Student) -> None:
    """Write the heads of `training.heads`: labels (B, L, labels), or scores of words pointed to (B, L, L)."""
    for head in model.extra_heads:
        outer = model.extras[head.name]
        weight, bias = _array(outer.weight), _array(outer.bias)
        if head.labels:
            made.node("Identity", [made.linear(f"part.{head.key}", weight, bias, f"out.{head.key}")], head.key)
            continue
        factor = head.width**-0.5
        sought = made.linear(f"part.{head.key}", weight * factor, bias * factor, f"out.{head.key}")
        turned = made.node("Transpose", [f"part.{head.key}.aim"], f"turned.{head.key}", perm=[0, 2, 1])
        made.node("MatMul", [sought, turned], head.key)


def export(
    model: Student, labels: Labels, pieces: list[str], scores: list[float], folder: Path,
    *, dialect: int = 0, quantised: bool = True,
) -> None:  # fmt: skip
    """Write all files of a shipped model into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    onnx.save(graph(model, dialect=dialect, quantised=quantised), str(folder / "graph.onnx"))
    table = _array(model.words.pieces.weight)[:-1]
    scale = np.abs(table).max(1) / 127
    np.savez(
        folder / "words.npz",
        pieces=np.round(table / scale[:, None]).astype(np.int8), scale=scale.astype(np.float32),
        inner=_array(model.words.inner.weight).T.astype(_HALF), inner_bias=_array(model.words.inner.bias),
        outer=_array(model.words.outer.weight).T.astype(_HALF), outer_bias=_array(model.words.outer.bias),
        positions=_array(model.positions).astype(_HALF),
        relations=_array(model.rel_out.weight).T, relations_bias=_array(model.rel_out.bias),
    )  # fmt: skip
    data = labels.as_json() | {"most_pieces": MOST_PIECES}
    (folder / "labels.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    rows = [f"{piece}\t{score:.4f}" for piece, score in zip(pieces, scores, strict=True)]
    (folder / "pieces.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
