"""The constants of the matcher, in bits. docs/ways/matching.md says which benchmark set each.

A weight is log2 of how much likelier an observation is between two records of one person than
between records of two. A sum of 0 means as likely as not among POPULATION persons.
"""

from __future__ import annotations

POPULATION = 200_000
"""Persons among whom one is sought, where the caller does not say how many there are."""
LEAST_POPULATION = 2_000
"""A shorter list is still a part of a larger population: namesakes happen."""
UPPER, LOWER = 4.0, -2.0
"""From UPPER "the same person?" is asked, from LOWER a pair goes to the queue for review."""
LIST_UPPER = -2.0
"""From here "the same person?" is asked between two long lists; what a rule forbids is unsure."""
LIST_CONTRADICTED = 10.0
"""As CONTRADICTED in lists, with an equal number or one with a slip."""
TWIN_SHARE = 0.03
"""Twins are one birth in eighty: more pairs than this share of a list are errors."""
CONTRADICTED = 18.0
"""What a score must reach although the birth dates are different, with an equal number."""

RARE_GIVEN_BITS, RARE_FAMILY_BITS, UNKNOWN_ROLE_BITS = 10.0, 13.0, 11.0
PATRONYMIC_BITS, PARTICLE_BITS, INITIAL_BITS = 6.0, 1.0, 3.0

EQUAL_LOSS, READ_LOSS, GENDER_LOSS, CLASS_LOSS = 0.2, 0.4, 0.8, 1.2
ALIKE_CAP, ALIKE_LOSS = 10.0, 2.3
CLOSE_CAP, CLOSE_LOSS = 8.0, 4.2
REMOTE = -1.0
GIVEN_DIFFERENT, FAMILY_DIFFERENT, PATRONYMIC_DIFFERENT = -4.5, -3.8, -4.0
FAMILY_CHANGED, MANS_FAMILY_DIFFERENT = -2.5, -6.0
FURTHER_SHARE = 0.6
"""What the second and later words of a part tell, beside the first: they depend on each other."""
SWAPPED = -2.5
ORDER_UNKNOWN = -0.3
WORD_MISSING, FAMILY_WORD_MISSING, PATRONYMIC_MISSING = -0.7, -1.2, -0.2

BIRTH_EQUAL, FIRST_OF_JANUARY = 14.2, 10.0
MONTH_EQUAL, YEAR_EQUAL = 8.9, 5.3
DAY_MONTH_SWAPPED, CENTURY = 8.5, 6.0
DIGIT, TRANSPOSED = 3.3, 4.5
ONE_PART = 0.0
YEAR_STANDS_IN = 2.0
BIRTH_DIFFERENT = -7.0

SEX_EQUAL, SEX_DIFFERENT = 0.9, -4.5
CITIZENSHIP_EQUAL, CITIZENSHIP_DIFFERENT = 0.6, -2.0
NUMBER_EQUAL, NUMBER_TYPO, DOCUMENT_DIFFERENT = 20.0, 8.0, -1.5
PESEL_DIFFERENT = -9.0
PHONE_EQUAL, PHONE_DIFFERENT = 7.0, -0.4
ADDRESS_PART, ADDRESS_LIKE, ADDRESS_DIFFERENT, ADDRESS_CAP = 3.5, 2.0, -0.7, 12.0
ADDRESS_LETTER = 0.6
