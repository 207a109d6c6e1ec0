"""spaCy's blank German tokeniser: texts on the first line of standard input; each further line: processor seconds."""

import json
import sys
import time

import spacy

texts = json.loads(sys.stdin.readline())
language = spacy.blank("de")
print("ready", flush=True)
for _ in sys.stdin:
    begun = time.process_time()
    for text in texts:
        language(text)
    print(time.process_time() - begun, flush=True)
