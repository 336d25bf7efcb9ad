"""How well the rules alone find who pays in sentences that were labelled before any rule ran: `python -m
evaluation.payer_sentences [set …]`, of `funding_sentences.csv`.

A label is `code:certainty`, or `code:contractant` of who signs, with the sum that it pays behind « = » where one is
said. Codes beside « | » name one body (« État (DRAC) »), certainties likewise what the words leave open.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from etl.coding.values import ENVISAGED, STATED
from evaluation.funders import payers_by_rules
from evaluation.measures import FOLDER
from evaluation.themes import rows

_SIGNS = "contractant"


@dataclass(frozen=True)
class Mention:
    """A body that a sentence names as paying or signing: the codes any of which is right, and its certainties."""

    codes: frozenset[str]
    certainties: frozenset[str]
    role: str


@dataclass(frozen=True)
class Sentence:
    set: str
    text: str
    mentions: tuple[Mention, ...]


def read_sentences() -> list[Sentence]:
    """All labelled sentences, in the order of the file."""
    return [
        Sentence(row["set"], row["text"], tuple(map(_mention, filter(None, row["payers"].split(" ; ")))))
        for row in rows(FOLDER / "funding_sentences.csv")
    ]


def _mention(label: str) -> Mention:
    codes, said = label.split("=")[0].split(":")
    if said == _SIGNS:
        return Mention(frozenset(codes.split("|")), frozenset([STATED]), _SIGNS)
    return Mention(frozenset(codes.split("|")), frozenset(said.split("|")), "financeur")


def counts(sentences: Iterable[Sentence]) -> tuple[Counter[str], list[str]]:
    """What is counted of these sentences, and a line for each that is read otherwise than labelled.

    Counted: `given` mentions, those `found`; bodies `told` by the rules, those `right`; of the mentions found that are
    hoped for (`hoped`) those told so and those `falsely_sure`, of those that pay (`paying`) those told so; sentences in
    which nobody pays (`silent`), though bodies and money are named, and those read so (`silent_right`).
    """
    count: Counter[str] = Counter()
    errors = []
    for sentence in sentences:
        told = payers_by_rules(sentence.text)
        named = {code for mention in sentence.mentions for code in mention.codes}
        wrong = [f"- {code}:{told[code]}" for code in told if code not in named]
        if not sentence.mentions:
            count["silent"] += 1
            count["silent_right"] += not told
        count["told"] += len(told)
        count["right"] += len(told.keys() & named)
        for mention in sentence.mentions:
            count["given"] += 1
            read = {told[code] for code in mention.codes & told.keys()}
            if not read:
                wrong.append(f"+ {'|'.join(sorted(mention.codes))}")
                continue
            count["found"] += 1
            certainties = {one.split(":")[1] for one in read}
            if len(mention.certainties) == 1:
                kind = "hoped" if ENVISAGED in mention.certainties else "paying"
                count[kind] += 1
                count[f"{kind}_told"] += certainties == mention.certainties
                count["falsely_sure"] += kind == "hoped" and STATED in certainties
                if certainties != mention.certainties:
                    wrong.append(f"~ {'|'.join(sorted(mention.codes))} {sorted(read)}")
            count["role"] += {one.split(":")[0] for one in read} == {mention.role}
        if wrong:
            errors.append(f"{sentence.text!r}\n    {' ; '.join(wrong)}")
    return count, errors


def main() -> None:
    wanted = sys.argv[1:]
    by_set: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in read_sentences():
        by_set[sentence.set].append(sentence)
    for name, sentences in by_set.items():
        if wanted and name not in wanted:
            continue
        count, errors = counts(sentences)
        if wanted:
            print("\n".join(errors))
        print(
            f"{name}: {len(sentences)} texts, found {count['found']} of {count['given']}"
            f" ({count['found'] / count['given']:.1%}), right {count['right']} of {count['told']}"
            f" ({count['right'] / max(1, count['told']):.1%}), role {count['role']} of {count['found']};"
            f" hoped for told so {count['hoped_told']} of {count['hoped']}, said to pay {count['falsely_sure']};"
            f" paying told so {count['paying_told']} of {count['paying']};"
            f" of {count['silent']} in which nobody pays {count['silent_right']} so read"
        )


if __name__ == "__main__":
    main()
