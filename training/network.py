"""The network in PyTorch: an encoder of the MiniLM family and one head a task on the words."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.e5 import E5
from training.heads import Head
from training.labels import Labels

DIALECTS = 2
_LAYER_TENSORS = {
    "q": "q", "k": "k", "v": "v", "ao": "out", "aln": "attention_norm", "fi": "inner", "fo": "outer", "oln": "norm",
}  # fmt: skip


@dataclass
class Batch:
    """Sentences, padded: pieces (B, L), the averaging matrix (B, W, L), each word's last piece (B, W), and masks."""

    pieces: Tensor
    piece_mask: Tensor
    average: Tensor
    last: Tensor
    word_mask: Tensor
    dialect: Tensor


class Steady(nn.Module):
    """Dropout that takes the same units away at every word of a sentence."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Drop units of (B, W, H)."""
        if not self.training or not self.rate:
            return x
        keep = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1.0 - self.rate)
        return x * (keep / (1.0 - self.rate))


class Layer(nn.Module):
    """One block of the encoder, normalised after each half."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v = (nn.Linear(hidden, hidden) for _ in range(3))
        self.out = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.inner, self.outer = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = Steady(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Take (B, L, H) and an additive mask (B, 1, 1, L)."""
        size, length, hidden = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(size, length, self.heads, hidden // self.heads).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        scores = torch.matmul(q * (hidden // self.heads) ** -0.5, k.transpose(2, 3)) + mask.to(q.dtype)
        y = torch.matmul(torch.softmax(scores, -1, dtype=scores.dtype), v)
        x = self.attention_norm(x + self.dropout(self.out(y.transpose(1, 2).reshape(size, length, hidden))))
        return self.norm(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


def load_layer(layer: Layer, e5: E5, number: int) -> Layer:
    """Put the weights of one of e5's layers into a layer."""
    for short, name in _LAYER_TENSORS.items():
        module = getattr(layer, name)
        module.weight.data = torch.tensor(e5.tensors[f"l{number}.{short}.w"])
        module.bias.data = torch.tensor(e5.tensors[f"l{number}.{short}.b"])
    return layer


class Encoder(nn.Module):
    """Frozen embeddings and the chosen layers."""

    def __init__(self, e5: E5, pieces: list[int], layers: list[int], dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(torch.tensor(e5.tensors["emb.word"][pieces]), freeze=True)
        self.positions = nn.Embedding.from_pretrained(
            torch.tensor(e5.tensors["emb.pos"] + e5.tensors["emb.type"][0]), freeze=True
        )
        self.norm = nn.LayerNorm(e5.hidden, eps=1e-12)
        self.norm.weight.data = torch.tensor(e5.tensors["emb.ln.w"])
        self.norm.bias.data = torch.tensor(e5.tensors["emb.ln.b"])
        self.layers = nn.ModuleList()
        for number in layers:
            self.layers.append(load_layer(Layer(e5.hidden, e5.heads, e5.inner, dropout), e5, number))

    def forward(self, pieces: Tensor, mask: Tensor) -> list[Tensor]:
        """Give the input and every layer's output, (B, L, H) each."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(positions))
        additive = (1.0 - mask[:, None, None, :].float()) * -1e4
        outputs = [x]
        for layer in self.layers:
            x = layer(x, additive)
            outputs.append(x)
        return outputs


class Mix(nn.Module):
    """A learned weighting of the layers, towards the top one at first."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-2.0, 0.0, count))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """Weigh (B, L, H) tensors into one."""
        weights = torch.softmax(self.weights, 0)
        return sum((weight * layer for weight, layer in zip(weights, layers, strict=True)), torch.zeros(()))


def _projection(inputs: int, outputs: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(inputs, outputs), nn.GELU(), Steady(dropout))


class Extra(nn.Module):
    """A head more in the teacher, with a mix of layers of its own: labels, or scores of words pointed to."""

    def __init__(self, head: Head, layers: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.mix, self.steady = Mix(layers), Steady(dropout)
        self.inner = _projection(2 * hidden, 192, dropout)
        self.outer = nn.Linear(192, len(head.labels) or 192)
        self.aim = None if head.labels else _projection(2 * hidden, 192, dropout)
        self.nothing = None if head.labels else nn.Parameter(torch.randn(1, 1, 192) * 0.02)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """Take (B, W, 2H) and the mask of words (B, W); give (B, W, labels), or (B, W, W + 1) with nothing first."""
        words = self.steady(words)
        made = self.outer(self.inner(words))
        if self.aim is None or self.nothing is None:
            return made
        aims = self.aim(words)
        aims = torch.cat([self.nothing.expand(aims.shape[0], -1, -1).to(aims.dtype), aims], 1)
        return pointed(made, aims, torch.cat([torch.ones_like(mask[:, :1]), mask], 1))


def pointed(sources: Tensor, aims: Tensor, allowed: Tensor) -> Tensor:
    """Score (B, W, K) words against (B, W + 1, K) aims, of which `allowed` (B, W + 1) are there."""
    scores = sources @ aims.transpose(1, 2) * (aims.shape[2] ** -0.5)
    return scores.float() + (1.0 - allowed[:, None, :].float()) * -1e4


class Analyser(nn.Module):
    """Encoder, words, heads.

    The flat heads (tags, STTS, each feature) are slices of one output; `slices` says where each begins. The heads of
    `training.heads` come after all others, so that the others are the same numbers with and without them.
    """

    def __init__(
        self, encoder: Encoder, labels: Labels, dropout: float = 0.33, arcs: int = 256, rels: int = 128
    ) -> None:
        super().__init__()
        hidden, count = encoder.norm.normalized_shape[0], len(encoder.layers)
        self.encoder = encoder
        self.tag_mix, self.tree_mix, self.name_mix = Mix(count), Mix(count), Mix(count)
        self.steady = Steady(dropout)
        self.dialects = nn.ModuleList([nn.Embedding(DIALECTS, 3 * hidden), nn.Embedding(DIALECTS, 2 * hidden)])
        for dialect in self.dialects:
            nn.init.normal_(dialect.weight, std=0.02)
        flat = {"tags": len(labels.tags), "stts": len(labels.stts)}
        flat |= {f"feature:{key}": len(values) for key, values in labels.features.items()}
        self.slices: dict[str, slice] = {}
        at = 0
        for name, size in flat.items():
            self.slices[name] = slice(at, at + size)
            at += size
        self.tag_hidden = _projection(3 * hidden, 256, dropout)
        self.tag_out = nn.Linear(256, at)
        self.name_hidden = _projection(2 * hidden, 192, dropout)
        self.name_out = nn.Linear(192, len(labels.names))
        self.arc_dependent, self.arc_head = (_projection(2 * hidden, arcs, dropout) for _ in range(2))
        self.rel_dependent, self.rel_head = (
            nn.Sequential(nn.Linear(2 * hidden, rels), Steady(dropout)) for _ in range(2)
        )
        self.arc_matrix = nn.Parameter(torch.empty(arcs + 1, arcs))
        nn.init.normal_(self.arc_matrix, std=0.02)
        self.rel_pair = nn.Parameter(torch.zeros(len(labels.relations), rels + 1, rels + 1))
        nn.init.normal_(self.rel_pair, std=0.02)
        self.root = nn.Parameter(torch.randn(1, 1, 2 * hidden) * 0.02)
        self.extra_heads = labels.heads
        self.extras = nn.ModuleDict({head.name: Extra(head, count, hidden, dropout) for head in labels.heads})

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Give logits: `flat` (B, W, all flat heads), `names`, `arcs` (B, W, W + 1), both sides of `rels`, and more."""
        layers = self.encoder(batch.pieces, batch.piece_mask)
        outputs = layers[1:]
        index = batch.last[:, :, None].expand(-1, -1, layers[0].shape[2])

        def words(mixed: Tensor) -> Tensor:
            return torch.cat([batch.average.to(mixed.dtype) @ mixed, mixed.gather(1, index)], 2)

        tags = torch.cat([words(self.tag_mix(outputs)), layers[0].gather(1, index)], 2)
        tags = self.steady(tags) + self.dialects[0](batch.dialect)[:, None]
        tree = self.steady(words(self.tree_mix(outputs))) + self.dialects[1](batch.dialect)[:, None]
        with_root = torch.cat([self.root.expand(tree.shape[0], -1, -1).to(tree.dtype), tree], 1)
        dependents = self.arc_dependent(tree)
        dependents = torch.cat([dependents, torch.ones_like(dependents[..., :1])], 2)
        arcs = (dependents @ self.arc_matrix) @ self.arc_head(with_root).transpose(1, 2)
        allowed = torch.cat([torch.ones_like(batch.word_mask[:, :1]), batch.word_mask], 1)
        arcs = arcs.float() + (1.0 - allowed[:, None, :].float()) * -1e4
        return {
            "flat": self.tag_out(self.tag_hidden(tags)),
            "names": self.name_out(self.name_hidden(self.steady(words(self.name_mix(outputs))))),
            "arcs": arcs,
            "rel_dependents": self.rel_dependent(tree),
            "rel_heads": self.rel_head(with_root),
            **{head.key: self._extra(head.name, words, outputs, batch.word_mask) for head in self.extra_heads},
        }

    def _extra(self, name: str, words: Callable[[Tensor], Tensor], outputs: list[Tensor], mask: Tensor) -> Tensor:
        extra = self.extras[name]
        assert isinstance(extra, Extra)
        found: Tensor = extra(words(extra.mix(outputs)), mask)
        return found

    def relations(self, output: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Give relation logits (B, W, R) of the words under the given heads (B, W)."""
        dependents = output["rel_dependents"]
        chosen = output["rel_heads"].gather(1, heads[:, :, None].expand(-1, -1, dependents.shape[2]))
        ones = torch.ones_like(dependents[..., :1])
        left = torch.einsum("bwi,rij->bwrj", torch.cat([dependents, ones], 2), self.rel_pair.to(dependents.dtype))
        return (left * torch.cat([chosen, ones], 2)[:, :, None]).sum(-1)
