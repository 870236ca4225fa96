"""Yearly figures of programmes run centrally: sums over years, weighted means, the whole city by itself."""

from tests.support.service import Service
from tests.tables.filed import ask, figures, file, item


def _file(service: Service) -> None:
    survey = {
        "programme": "abc",
        "survey_sent": 100,
        "survey_answered": 40,
        "survey_women": 30,
        "survey_men": 10,
    }
    file(
        service,
        item(
            "programme-figures",
            {"programmes": [survey | {"mean_relation": 4.1, "mean_recommend": 4.5}]},
            {"district": "stockholm", "year": 2016},
        ),
        item(
            "programme-figures",
            {
                "programmes": [
                    survey
                    | {
                        "survey_answered": 10,
                        "survey_women": "not-known",
                        "survey_men": "not-known",
                        "mean_relation": 4.6,
                        "mean_recommend": "not-known",
                    }
                ]
            },
            {"district": "stockholm", "year": 2017},
        ),
        item(
            "programme-figures",
            {
                "programmes": [
                    {"programme": "abc", "participants": 52, "women": 38, "men": 14, "interest": 61}
                ],
                "leaders": [
                    {"programme": "abc", "arena": "preschool", "leaders": 4},
                    {"programme": "fos", "arena": "sfi", "leaders": "not-known"},
                ],
            },
            {"district": "farsta", "year": 2018},
        ),
    )


def test_years_add_up_and_means_are_weighted_by_their_answers(stockholm: Service) -> None:
    _file(stockholm)
    client = stockholm.coordinator()
    # 40 answers of 4.1 and 10 of 4.6 are (40 · 410 + 10 · 460) / 50 hundredths = 4.20, and not the 4.35
    # between the two means. Where the women of a survey are not known, the others' share stands alone.
    asked = {"period": "2016..2017", "by": "", "district": "stockholm"}
    assert [one for one in figures(client, "programme-figures", **asked) if "programme=abc" in one] == [
        "participants district=stockholm programme=abc: - (not-applicable)",
        "women district=stockholm programme=abc: - (not-applicable)",
        "men district=stockholm programme=abc: - (not-applicable)",
        "interest district=stockholm programme=abc: - (not-applicable)",
        "survey-sent district=stockholm programme=abc: 200",
        "survey-answered district=stockholm programme=abc: 50 of 200 = 0.25",
        "survey-women district=stockholm programme=abc: 30 of 40 = 0.75, 1 not known",
        "survey-men district=stockholm programme=abc: 10 of 40 = 0.25, 1 not known",
        "relation district=stockholm programme=abc: 21000 of 50, mean 4.2",
        "recommend district=stockholm programme=abc: 18000 of 40, mean 4.5, 1 not known",
    ]


def test_the_whole_city_is_a_row_of_its_own(stockholm: Service) -> None:
    _file(stockholm)
    reply = ask(stockholm.coordinator(), "programme-figures", period="2016..2018", by="year")
    assert {row["district"] for row in reply["rows"]} >= {"farsta", "stockholm"}
    assert all("district" in row for row in reply["rows"])
    own = ask(stockholm.coordinator("farsta"), "programme-figures", period="2016..2018", by="")
    assert {row["district"] for row in own["rows"]} == {"farsta"}


def test_districts_own_figures(stockholm: Service) -> None:
    _file(stockholm)
    client = stockholm.coordinator("farsta")
    assert [one for one in figures(client, "programme-figures", period="2018", by="") if " of " in one] == [
        "women district=farsta programme=abc: 38 of 52 = 0.7308",
        "men district=farsta programme=abc: 14 of 52 = 0.2692",
    ]
    assert figures(client, "programme-leaders", period="2018") == [
        "leaders district=farsta year=2018 programme=abc arena=preschool: 4",
        "leaders district=farsta year=2018 programme=fos arena=sfi: -, 1 not known (not-known)",
    ]


def test_states_stay_by_year(stockholm: Service) -> None:
    _file(stockholm)
    reply = ask(stockholm.coordinator("farsta"), "programme-leaders", period="2017..2018", by="")
    assert [(row["year"], row["count"]) for row in reply["rows"]] == [("2018", 4)]
