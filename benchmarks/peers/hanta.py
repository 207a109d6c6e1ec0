"""HanTa's tagger: texts on the first line of standard input; each further line is answered with processor seconds."""

import json
import re
import sys
import time

from HanTa import HanoverTagger

_WORD = re.compile(r"\w+|[^\w\s]")
_END = re.compile(r"(?<=[.!?])\s+")

texts = json.loads(sys.stdin.readline())
tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
# Splitting is not HanTa's work: it is done before, and not counted.
sentences = [_WORD.findall(sentence) for text in texts for sentence in _END.split(text)]
print("ready", flush=True)
for _ in sys.stdin:
    begun = time.process_time()
    for sentence in sentences:
        tagger.tag_sent(sentence)
    print(time.process_time() - begun, flush=True)
