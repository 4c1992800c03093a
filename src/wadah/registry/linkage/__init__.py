"""Which rows speak of one business, or of one person: keys, comparisons, weights, guards. Pure: no Django."""

from wadah.registry.linkage.answers import Answer
from wadah.registry.linkage.entry import Entry
from wadah.registry.linkage.judgement import Evidence, Judgement, judge, judge_persons
from wadah.registry.linkage.keys import link_keys

__all__ = ["Answer", "Entry", "Evidence", "Judgement", "judge", "judge_persons", "link_keys"]
