"""Mends faults that `depesche actors check` found in the data: fixes.py FOLDER (as of the data of 03:23). Idempotent."""

import sys
from pathlib import Path

folder = Path(sys.argv[1])


def lines(name):
    return (folder / name).read_text(encoding="utf-8").split("\n")


def write(name, new):
    (folder / name).write_text("\n".join(new), encoding="utf-8")


def is_row(line):
    return bool(line) and not line.startswith("#") and "\t" in line


# 1. Territories without a line in states.tsv: their state's code (states.tsv has them as forms of the state).
places = {"FRO": "DNK", "GRL": "DNK", "MAC": "CHN", "PRI": "USA"}
new = []
for line in lines("bodies.tsv"):
    place, dot, rest = line.partition(".")
    new.append(places.get(place, place) + dot + rest if is_row(line) else line)
write("bodies.tsv", new)

# 2. Offices that tables of holders use; the EU's high representative has one already. Titles that are an office of their
#    own in the EU and the courts no longer name the leader.
own = {
    "homeland_security_minister": "yes\tGOV\theimatschutzminister;heimatschutzministerin\thomeland security secretary;secretary of homeland security\town\tUSA",
    "commission_president": "yes\tIGO\tkommissionspräsident;kommissionspräsidentin;kommissionschef;kommissionschefin;eu-kommissionspräsident;eu-kommissionspräsidentin;eu-kommissionschef;eu-kommissionschefin\tcommission president\town\tplace EU",
    "council_president": "yes\tIGO\tratspräsident;ratspräsidentin;eu-ratspräsident;eu-ratspräsidentin;eu-ratschef\tcouncil president\town\tplace EU; president of the European Council",
    "parliament_president": "yes\tIGO;LEG\tparlamentspräsident;parlamentspräsidentin;eu-parlamentspräsident;eu-parlamentspräsidentin\tparliament president\town\tplace EU; of states: speaker_of_parliament",
    "prosecutor": "yes\tIGO;JUD\tchefankläger;chefanklägerin\tchief prosecutor;prosecutor\town\tof an international court",
}
have = {line.split("\t")[0] for line in lines("offices.tsv")}
new = [line for line in lines("offices.tsv")]
while new and not new[-1]:
    new.pop()
new += [f"{office}\t{rest}" for office, rest in own.items() if office not in have]
write("offices.tsv", [*new, ""])
roles = {
    "eu-kommissionspräsident": "commission_president",
    "kommissionspräsident": "commission_president",
    "kommissionschef": "commission_president",
    "eu-kommissionschef": "commission_president",
    "eu-ratspräsident": "council_president",
    "heimatschutzminister": "homeland_security_minister",
}
new = []
for line in lines("roles_de.tsv"):
    cells = line.split("\t")
    if is_row(line) and cells[0] in roles:
        cells[6] = roles[cells[0]]
    new.append("\t".join(cells))
write("roles_de.tsv", new)
new = []
for line in lines("holders/organisations.tsv"):
    cells = line.split("\t")
    if is_row(line) and cells[0] == "EU" and cells[1] == "high_representative":
        cells[1] = "eu_foreign_representative"
    new.append("\t".join(cells))
write("holders/organisations.tsv", new)

# 3. The European Court of Human Rights has presidents of its own in holders/: a code of its own too.
new = []
for line in lines("organisations.tsv"):
    cells = line.split("\t")
    if is_row(line) and cells[0] == "COE" and cells[1] == "Europäischer Gerichtshof für Menschenrechte":
        cells[0] = "ECHR"
    new.append("\t".join(cells))
write("organisations.tsv", new)

# 4. The same thing under two codes: what is an organisation's name is no body's, unless a note says how to choose.
names = set()
for line in lines("organisations.tsv"):
    if is_row(line) and not line.startswith("code\t"):
        cells = line.split("\t")
        if "ambiguous:" not in cells[-1]:
            names |= {cells[1], cells[2], *cells[3].split(";"), *cells[4].split(";")} - {""}
new = []
for line in lines("bodies.tsv"):
    if not is_row(line) or line.startswith("code\t") or "ambiguous:" in line:
        new.append(line)
        continue
    cells = line.split("\t")
    for column in (3, 4):
        cells[column] = ";".join(form for form in cells[column].split(";") if form not in names)
    if cells[1] in names:
        continue
    new.append("\t".join(cells))
write("bodies.tsv", new)
