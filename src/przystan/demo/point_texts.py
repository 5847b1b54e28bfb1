"""Invented staff, organisations and texts of the demo's advisory point. Nobody is meant."""

from __future__ import annotations

# Key, name, profession, branch (none: every one), languages into Polish, the user if there is one.
SPECIALISTS: tuple[
    tuple[str, str, str, str | None, tuple[tuple[str], ...], str], ...
] = (
    ("oksana", "Oksana Tłumaczka", "interpreter", None, (("uk",), ("ru",)), "interpreter"),
    ("wiktor", "Wiktor Przekładowski", "interpreter", "KO", (("ru",), ("be",), ("uk",)), ""),
    ("nino", "Nino Gruzińska", "interpreter", None, (("ka",), ("ru",)), ""),
    ("linh", "Linh Wietnamska", "interpreter", None, (("vi",),), ""),
    ("adam", "Adam Wielojęzyczny", "interpreter", None, (("en",), ("ar",), ("tr",)), ""),
    ("marta", "Marta Kastylska", "interpreter", None, (("es",), ("en",)), ""),
    ("lawyer-SZ", "Jan Prawny", "legal_adviser", "SZ", (), "lawyer"),
    ("lawyer-KO", "Alicja Kodeksowa", "legal_adviser", "KO", (), ""),
    ("psychologist", "Ewa Psycholog", "psychologist", None, (), "psychologist"),
)
EVERY_DAY = range(5)
# Who is on duty on which weekday, how and in which branch (none: by phone, for every one).
WEEK: tuple[tuple[str, str, dict[int, str | None]], ...] = (
    ("oksana", "on_site", dict.fromkeys(EVERY_DAY, "SZ")),
    ("wiktor", "on_site", dict.fromkeys(EVERY_DAY, "KO")),
    ("nino", "phone", dict.fromkeys((0, 2))),
    ("linh", "phone", dict.fromkeys((1, 3))),
    ("adam", "phone", dict.fromkeys(EVERY_DAY)),
    ("marta", "phone", dict.fromkeys((2, 4))),
    ("lawyer-SZ", "on_site", dict.fromkeys(EVERY_DAY, "SZ")),
    ("lawyer-KO", "on_site", dict.fromkeys(EVERY_DAY, "KO")),
    ("psychologist", "on_site", {0: "SZ", 1: "SZ", 2: "SZ", 3: "SZ", 4: "KO"}),
)
# What the demo seals: that it is nowhere else in the database is a test of the whole.
TALKS = (
    "Rozmowa wspierająca (zmyślona na potrzeby pokazu). Omówiono sen i rytm dnia.",
    "Rozmowa o rozłące z rodziną (zmyślona na potrzeby pokazu). Ustalono kolejny termin.",
    "Rozmowa o poczuciu bezpieczeństwa (zmyślona na potrzeby pokazu). Ćwiczenie oddechowe.",
)
ADVICE = {
    "residence_and_work": "Omówiono wniosek o zezwolenie jednolite i wymagane załączniki.",
    "family": "Omówiono zezwolenie dla członka rodziny i dokumenty stanu cywilnego.",
    "temporary_protection": "Wyjaśniono zasady ochrony czasowej i status UKR.",
    "appeal": "Przygotowano projekt odwołania; wskazano termin czternastu dni.",
    "permanent": "Sprawdzono okresy pobytu wymagane do zezwolenia na pobyt stały.",
    "employer": "Omówiono obowiązki podmiotu powierzającego pracę.",
    "citizenship": "Wyjaśniono uznanie za obywatela i wymagania językowe.",
    "other": "Udzielono porady ogólnej.",
}
PARTIES = ("Żwirownia Dalmor sp. z o.o.", "Stolarnia Bryza", "Przetwórnia Śledź S.A.",
           "Hotel Wydma sp. z o.o.")
LEGAL_REFERRALS = ("", "", "", "nieodpłatna pomoc prawna", "radca prawny z urzędu")
TASKS = ("Zadzwonić: czy przyszło wezwanie", "Sprawdzić stan sprawy w oddziale",
         "Przekazać listę załączników w języku rozmowy", "Umówić tłumacza na kolejną wizytę",
         "Przypomnieć o terminie odwołania", "Potwierdzić zapis na kurs językowy")
OUTCOME = "Załatwione telefonicznie"
REFUSAL = "Brak wolnych miejsc w tym miesiącu"
ORGANISATIONS = (
    ("Fundacja Latarnia (zmyślona)", "kurs języka polskiego"),
    ("Poradnia Rodzinna Zatoka (zmyślona)", "wsparcie rodziny"),
    ("Klub Integracji Mewa (zmyślony)", "doradztwo zawodowe"),
    ("Ośrodek Pomocy Przystań (zmyślony)", "świadczenia"),
)
COMPLAINTS = (
    ("2022-11-16", "SZ", "waiting", "Czekałam ponad godzinę mimo umówionej wizyty.", "pl",
     False, "Przepraszamy. Dodano drugie stanowisko w poniedziałki."),
    ("2023-01-19", "SZ", "language", "Не було перекладача, хоча я просила заздалегідь.", "uk",
     False, "Tłumaczka dyżuruje odtąd codziennie."),
    ("2023-03-08", "KO", "information", "Podano mi nieaktualną listę załączników.", "pl",
     False, "Lista została poprawiona w czterech językach."),
    ("2023-04-21", "SZ", "behaviour", "Со мной говорили грубо.", "ru", True, ""),
    ("2023-06-14", "SZ", "data", "My phone number was read aloud in the hall.", "en", True,
     "Zmieniono sposób wywoływania."),
    ("2023-07-12", "KO", "waiting", "Brak miejsc do siedzenia w poczekalni.", "pl", False, ""),
    ("2023-08-24", "SZ", "other", "Zamknięta toaleta dla osób z wózkiem.", "pl", False,
     "Naprawiono."),
)
