"""Where the half-time report contradicts itself, is silent, or prints what the service does not record."""

CONTRADICTIONS: tuple[tuple[str, str], ...] = (
    (
        "Sessions",
        "863 sessions in seven districts, most of them in Enskede-Årsta-Vantör, cannot be 99 there: an "
        "even share would be 123. Both hold if 863 are sessions about children of all ages and 99 those "
        "about children 0-6 whose residential area came up. The demo city is built so.",
    ),
    (
        "Home visits",
        "A little over 900 visits in one paragraph, nearly 900 in another. The first is the reference: "
        "it says that it is the total.",
    ),
    (
        "Home visiting programmes",
        "Six programmes in the report; its cover letter counts four new ones besides Rinkeby's, which "
        "makes five.",
    ),
    (
        "Theme meetings",
        "740 participants at 100 meetings are 7.4 on average, not 7.5. Both hold if the number is not "
        "known for one meeting (740 / 99 = 7.47). The demo city has one such meeting.",
    ),
    (
        "Open preschools",
        "Skärholmen's 130 opening hours a week equal Enskede-Årsta-Vantör's, with one preschool fewer. "
        "They may be a slip; they are the printed figure and are kept. A dash is read as none.",
    ),
    (
        "Mothers and fathers",
        "“Drygt tio procent fler” may mean per cent or percentage points. It is read as percentage points.",
    ),
    (
        "One to five sessions",
        "94 per cent of the parents, though no parent can be followed from one session to the next. It "
        "is counted as the share of sessions that were the family's first to fifth.",
    ),
    (
        "Posts",
        "Two full-time posts in each district, or two to three: three districts were given one more "
        "later and Rinkeby-Kista half a one. They are counted as persons here.",
    ),
)
"""What about, and how it was read."""

PICTURES: tuple[str, ...] = (
    "advisers in each district, now and in 2015",
    "children 0-6 in each district",
    "sessions in each district",
    "Enskede-Årsta-Vantör's 99 sessions by residential area",
    "other languages needed at sessions, by district",
    "the answers to question 1, and those of mothers and fathers by district",
    "the most common next steps",
    "mothers, fathers, other adults and children at sessions",
    "group leaders of ABC by district and arena",
    "participants in ABC 2016 and 2017, in ABC and FÖS 2018, and interest in ABC 2016 and 2018",
    "theme meetings in each district",
)
"""Figures that the report's text lacks: what they show is reconstructed within what the text says of them."""

SILENT: tuple[tuple[str, str], ...] = (
    (
        "Parents reached in all (a little over 1300)",
        "The report does not say what it adds up. Here: first sessions and first home visits as "
        "families, theme meetings and programme groups as participants.",
    ),
    (
        "The Spindle",
        "Nine measures and how they compare, in words, but no scale and no value. Here 1 to 5, where 4 "
        "is “bra”.",
    ),
    (
        "Shares",
        "The report does not say whether it counts what was left blank. Here a share is of those where "
        "the fact is known, and what is not known stands beside it.",
    ),
)
NOT_RECORDED: tuple[tuple[str, str], ...] = (
    (
        "34 % of the ABC survey's answers from the outer city",
        "the survey is handed in for the whole city",
    ),
    (
        "14 full-time posts, 45 trained advisers and open preschool teachers",
        "the service counts persons, not posts",
    ),
    (
        "six of 22 child health centres",
        "child health centres are not registered",
    ),
    (
        "94 % accepted, vaccination and the like in Rinkeby",
        "figures of another study",
    ),
    (
        "4500 children and young people with assessed support in 2018",
        "assessed support is not registered",
    ),
)
"""Figures that the report prints and that no table of the service can give, and why."""
