"""What people type, in four languages, and the card that should stand first.

Real-style: endings, other scripts, misspellings, other languages than the page's. Written before
the search was tuned; every second line (odd ones) was not looked at while tuning.
"""

QUESTIONS: tuple[tuple[str, str, str], ...] = tuple(
    (language, text, slug) for language, lines in {
        "pl": """
            residence-card: karta pobytu | kartu pobytu | karta pobitu
            residence-card: wymiana karty | zgubiłem kartę pobytu | odbiór karty
            temporary-residence-and-work: pobyt czasowy i praca
            temporary-residence-and-work: zezwolenie na pobyt i pracę | czasowy pobyt praca
            permanent-residence: pobyt stały | stalego pobytu | karta polaka | polskie pochodzenie
            eu-long-term-resident: rezydent długoterminowy | rezydenta dlugoterminowego UE
            studies: studia | studiów | jestem studentem
            family-of-polish-citizen: żona Polka
            family-of-polish-citizen: mąż jest polakiem | małżeństwo z obywatelem polskim
            family-reunification: łączenie rodzin | laczenie rodziny | pobyt dla dziecka
            business: działalność gospodarcza | dzialalnosc gospodarcza | mam firmę
            visa-extension: przedłużenie wizy | przedluzyc wize | wiza się kończy
            invitation: zaproszenie | zaproszenia dla gościa | zaprozenie
            travel-document: dokument podróży | zgubiony paszport | polski dokument podrozy
            work-permit: zezwolenie na pracę | pozwolenie pracodawca | zatrudnić cudzoziemca
            highly-qualified-work: niebieska karta | wysokie kwalifikacje
            seasonal-work: praca sezonowa | pracy sezonowej
            ukr-residence-card: karta CUKR | status UKR
            eu-citizen-registration: obywatel unii europejskiej | rejestracja obywatela UE
        """,
        "en": """
            residence-card: residence card | residance card
            residence-card: exchange my card | lost card | karta pobytu
            temporary-residence-and-work: temporary residence and work | temporary residence work
            permanent-residence: permanent residence | permenent residence
            eu-long-term-resident: long term resident | EU long-term residence
            studies: studies | student permit | university
            family-of-polish-citizen: married to a polish citizen | spouse of a Pole | marriage
            family-reunification: family reunification | familly reunion | bring my family
            business: business | run a company
            visa-extension: visa extension | extend my visa | visas
            invitation: invitation | invite a guest
            travel-document: travel document | lost passport
            work-permit: work permit | work permits | employer
            highly-qualified-work: blue card | EU blue card
            seasonal-work: seasonal work | sezonal work
            ukr-residence-card: CUKR | UKR status
            eu-citizen-registration: registration of EU citizen
        """,
        "uk": """
            residence-card: карта побуту | карту побиту | карта побиту
            residence-card: побут карта | обмін карти | karta pobytu
            temporary-residence-and-work: тимчасове перебування і робота
            temporary-residence-and-work: дозвіл на перебування та роботу
            permanent-residence: постійне проживання | сталий побит | постійне перебування
            eu-long-term-resident: довгостроковий резидент | резидента
            studies: навчання | студент | університет
            family-of-polish-citizen: чоловік поляк
            family-of-polish-citizen: шлюб з громадянином польщі | дружина громадянина Польщі
            family-reunification: возз'єднання родини | сім'я | дитина
            business: бізнес | фірма
            visa-extension: продовження візи | продовжити візу | віза
            invitation: запрошення | запросити гостя
            travel-document: паспорт | документ для подорожі
            work-permit: дозвіл на роботу | роботодавець
            highly-qualified-work: блакитна карта
            seasonal-work: сезонна робота
            ukr-residence-card: статус UKR | карта ЦУКР
        """,
        "ru": """
            residence-card: карта побыта | карту побыту | побыт карта | karta pobytu | обмен карты
            temporary-residence-and-work: временное пребывание и работа | временный побыт работа
            permanent-residence: ПМЖ | постоянное пребывание | постоянное место жительства
            eu-long-term-resident: долгосрочный резидент | резидент ЕС
            studies: учёба | учеба | студент
            family-of-polish-citizen: муж поляк | жена гражданина Польши | брак
            family-reunification: воссоединение семьи | воссоеденение семьи | ребёнок
            business: бизнес | предпринимательская деятельность
            visa-extension: продление визы | продлить визу | виза
            invitation: приглашение | пригласить гостей
            travel-document: проездной документ | паспорт
            work-permit: разрешение на работу | работодатель
            highly-qualified-work: голубая карта
            seasonal-work: сезонная работа
            ukr-residence-card: карта CUKR | статус UKR
        """,
    }.items()
    for line in lines.strip().splitlines()
    for slug, _, asked in [line.strip().partition(": ")]
    for text in asked.split(" | ")
)
