// Which words of an article belong to which of its records.

/** Spans of a record that are shown in the text: [start, end) in code points. */
export function spansOf(record) {
  if (record.event_id) return record.mentions.flatMap(({ sentence, trigger }) => [sentence, { ...trigger, trigger: true }]);
  return [...record.quote, ...record.frame, ...record.cue];
}

export const idOf = (record) => record.event_id ?? record.statement_id;

/**
 * The text in pieces, each with the ids of the records that it belongs to, and of those whose event it signals.
 * Offsets count code points, and JavaScript's strings count UTF-16 units: a flag or an old script is two of them.
 */
export function pieces(text, records) {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  const spans = [];
  for (const record of records) {
    for (const { start, end, trigger } of spansOf(record)) {
      if (start < 0 || end > points.length || start >= end) continue;
      spans.push({ start, end, trigger, id: idOf(record) });
      cuts.add(start).add(end);
    }
  }
  const sorted = [...cuts].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((start, at) => {
    const over = spans.filter((span) => span.start <= start && start < span.end);
    return {
      text: points.slice(start, sorted[at + 1]).join(""),
      ids: [...new Set(over.map((span) => span.id))],
      triggers: over.filter((span) => span.trigger).map((span) => span.id),
    };
  });
}

/** A sentence as [before, trigger, after] where the trigger lies in it, else the sentence alone. */
export function aroundTrigger({ trigger, sentence }) {
  const points = Array.from(sentence.text);
  const start = trigger.start - sentence.start;
  const end = trigger.end - sentence.start;
  if (start < 0 || end > points.length || start >= end) return [sentence.text, "", ""];
  return [points.slice(0, start), points.slice(start, end), points.slice(end)].map((part) => part.join(""));
}
