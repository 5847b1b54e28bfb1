"""Two synthetic populations of an office's visitors: one sets the weights, the other reports.

They share no name list and no seed. Every person is made from its number alone, so that nothing
need be kept. Nobody is meant by the names.
"""

from __future__ import annotations

import csv
import random
import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import spelling

from przystan.rooms.people.types import MatchRecord, Sex

NATIONS = (("UKR", 58), ("BLR", 8), ("RUS", 5), ("GEO", 5), ("ARM", 2), ("VNM", 5), ("IND", 6),
           ("COL", 4), ("PHL", 3), ("TUR", 4))
SLAVIC = ("UKR", "BLR", "RUS")
# Ukrainian:Russian forms of given names, by how common they are.
MALE = """
Олександр:Александр Сергій:Сергей Володимир:Владимир Андрій:Андрей Микола:Николай Юрій:Юрий
Василь:Василий Іван:Иван Віктор:Виктор Дмитро:Дмитрий Олексій:Алексей Михайло:Михаил Ігор:Игорь
Анатолій:Анатолий Максим:Максим Роман:Роман Євген:Евгений Олег:Олег Петро:Пётр Павло:Павел
Віталій:Виталий Артем:Артём Денис:Денис Богдан:Богдан Руслан:Руслан Ярослав:Ярослав Вадим:Вадим
Владислав:Владислав Степан:Степан Валерій:Валерий Григорій:Григорий Валентин:Валентин
Станіслав:Станислав Тарас:Тарас Антон:Антон Леонід:Леонид Назар:Назар Данило:Даниил Едуард:Эдуард
Костянтин:Константин Микита:Никита Кирило:Кирилл Ілля:Илья Геннадій:Геннадий Борис:Борис
Матвій:Матвей Тимофій:Тимофей Захар:Захар Давид:Давид Остап:Остап Марко:Марк Орест:Орест
Семен:Семён Федір:Фёдор Георгій:Георгий Яків:Яков Аркадій:Аркадий Всеволод:Всеволод Глеб:Глеб
Святослав:Святослав Ростислав:Ростислав Мирослав:Мирослав Любомир:Любомир Тимур:Тимур
Герман:Герман Йосип:Иосиф Гнат:Игнат Лев:Лев Клим:Клим Макар:Макар Нестор:Нестор Омелян:Емельян
Пилип:Филипп Прохор:Прохор Радислав:Радислав Самуїл:Самуил Трохим:Трофим Юхим:Ефим Адам:Адам
Арсен:Арсен
"""
FEMALE = """
Олена:Елена Тетяна:Татьяна Наталія:Наталья Ірина:Ирина Оксана:Оксана Світлана:Светлана
Людмила:Людмила Ольга:Ольга Юлія:Юлия Марія:Мария Ганна:Анна Вікторія:Виктория Катерина:Екатерина
Анастасія:Анастасия Галина:Галина Надія:Надежда Валентина:Валентина Любов:Любовь Лариса:Лариса
Аліна:Алина Інна:Инна Дарина:Дарина Софія:София Віра:Вера Христина:Кристина Яна:Яна Алла:Алла
Олександра:Александра Євгенія:Евгения Діана:Диана Карина:Карина Маргарита:Маргарита Ніна:Нина
Поліна:Полина Вероніка:Вероника Єлизавета:Елизавета Анжела:Анжела Злата:Злата Раїса:Раиса
Тамара:Тамара Мирослава:Мирослава Соломія:Соломия Лідія:Лидия Зоя:Зоя Богдана:Богдана
Ангеліна:Ангелина Мілана:Милана Валерія:Валерия Ксенія:Ксения Елла:Элла Уляна:Ульяна
Аделіна:Аделина Аліса:Алиса Аріна:Арина Василина:Василина Владислава:Владислава Єва:Ева
Емілія:Эмилия Жанна:Жанна Зінаїда:Зинаида Зоряна:Зоряна Іванна:Иванна Камілла:Камилла Кіра:Кира
Лілія:Лилия Леся:Леся Майя:Майя Мар'яна:Марьяна Орися:Орыся Роксолана:Роксолана Руслана:Руслана
Сніжана:Снежана Станіслава:Станислава Стефанія:Стефания Таїсія:Таисия Ярослава:Ярослава
Евеліна:Эвелина Антоніна:Антонина Клавдія:Клавдия Меланія:Мелания Регіна:Регина
"""
ROOTS = """
Ковал Бондар Ткач Мельн Шевч Крав Олій Кучер Гонч Лис Марч Рудн Савч Пав Захар Кос Дем Гнат Іван
Петр Мороз Поліщ Сидор Онищ Гавр Тимош Степан Яковл Бабич Вовч Гаврил Дяч Жук Зінч Кириль Левч
Мотор Назар Остап Панас Роман Собол Терещ Усат Федор Хом Царен Чорн Шаповал Щерб Юрч Ярем Баран
Бевз Білик Бойч Борис Бут Вакул Ващ Верб Влас Войт Гай Ган Гарк Голов Горб Грабов Грин Гул Дан
Дерк Дмитр Довж Дороф Дуб Єрм Жадан Заболот Зел Ілл Кабан Калин Канд Карп Квас Кириц Клим Кова
Козл Колом Корж Костр Кот Кошел Крив Куз Куліш Курин Кущ Лаг Лаз Лев Лещ Литв Лоб Лук Луц Ляш Магд
Мазур Макс Мал Марк Матв Мед Мисл Мох Мурав Нест Никит Нос Оверч Олекс Орл Павл Паламар Парх Пащ
Пил Плах Погор Прох Пуш Редьк Риб Рябч Сав Самс Свир Сер Скор Слюс Смол Стах Сух Таран Тим Трох
"""
ENDS = "енко чук ук ик ів ський ко юк ак ець енюк ич ишин аренко овець"
FOREIGN: dict[str, tuple[str, str, str]] = {
    # roots and ends of family names (or families), male and female given names
    "GEO": (
        "Ber Kapan Giorg Lom Gelash Mais Tsikl Khut Mched Kvar Dval Abash Chkhe Jap Gogi "
        "Sulkh Nark Tabat Barat Meskh:idze ishvili adze ia ava iani uri",
        "Giorgi Levan Nika Irakli Zurab Tornike Davit Luka Beka Vakhtang Otar Shota Zviad",
        "Nino Mariam Tamar Natia Ana Ketevan Salome Eka Lela Teona Tinatin Manana Nana",
    ),
    "ARM": (
        "Petros Grigor Hakob Sargs Hovhannis Harutyun Khachatr Karapet Manuk Gevorg Vardan "
        "Stepan Avetis Mkrtch Ghazar Simon:yan",
        "Armen Tigran Hayk Arman Gor Narek Vahan Ashot Karen Samvel Artak Davit",
        "Anahit Lusine Gayane Hasmik Narine Ani Mariam Lilit Arpine Nune Sona",
    ),
    "VNM": (
        "Nguyen Tran Le Pham Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Mai Trinh Cao:",
        "Minh Tuan Hung Dung Long Quang Nam Son Thang Hai Phuc Khanh Duc Huy Cuong Binh Trung "
        "Kien Hieu Tien Loc Phong Vinh Thanh Toan Manh Dat Tung Hoang Thinh Quan Viet Bao An "
        "Tai Tri Nghia",
        "Huong Lan Mai Linh Hoa Thu Ngoc Phuong Trang Ha Yen Nga Thuy Hang Nhung Van Tuyet "
        "Dung Oanh Loan Hien Thao Thanh Anh Chi Quynh Vy Nhi Tram My Ngan Diep Hong Bich Kim "
        "Xuan Tam Duyen",
    ),
    "IND": (
        "Sharma Verma Patel Gupta Yadav Mishra Joshi Reddy Nair Iyer Chauhan Rathore Das "
        "Ghosh Mehta Shah Kapoor Malhotra Bhatia Rana Thakur Pandey Tiwari Saini Gill Sidhu "
        "Dhillon Bhatt Chopra Khanna Sethi Arora Bansal Agarwal Goyal Jain Kulkarni Deshpande "
        "Patil Shinde Jadhav Pillai Menon Rao Naidu Chowdhury Banerjee Mukherjee Bose Dutta "
        "Sinha Rawat Negi Bisht Solanki Rathod Parmar Desai Trivedi Pathak Dubey Shukla "
        "Tripathi Srivastava Saxena Mathur Kashyap:",
        "Rajesh Amit Sunil Vijay Anil Sanjay Deepak Rahul Manoj Arjun Vikram Harish Naveen "
        "Gopal Ashok Ramesh Suresh Prakash Rakesh Mukesh Nitin Sachin Rohit Karan Gaurav "
        "Ankit Pankaj Ajay Vinod Dinesh Mahesh Ganesh Kiran Ravi Mohan Pradeep Sandeep Tarun "
        "Varun Yogesh",
        "Priya Pooja Neha Anita Sunita Kavita Rekha Meena Divya Swati Asha Geeta Lakshmi "
        "Shalini Nisha Ritu Seema Suman Jyoti Komal Preeti Ruchi Shweta Sneha Deepika Mamta "
        "Usha Vandana",
    ),
    "COL": (
        "Garcia Rodriguez Martinez Lopez Gonzalez Hernandez Ramirez Torres Gomez Diaz Vargas "
        "Moreno Rojas Castro Ortiz Suarez Jimenez Ruiz Cardenas Mejia Restrepo Salazar Ospina "
        "Zapata Arango Betancur Velez Londono Castano Cardona Giraldo Valencia Marin Gil "
        "Montoya Munoz Osorio Henao Rincon Pardo Acosta Pena Leon Herrera Medina Guerrero "
        "Cortes Reyes Bernal Duque Quintero Parra Mora Pineda Ochoa Correa Rios Franco Mesa "
        "Alzate Toro Villa Uribe Hoyos:",
        "Juan Carlos Luis Andres Jorge Diego Camilo Santiago Felipe Alejandro Sebastian "
        "Mauricio Fernando Oscar Hernan Ricardo Nicolas Daniel David Cesar Victor Manuel "
        "Edwin Wilson Jhon",
        "Maria Ana Luz Paola Diana Carolina Claudia Sandra Natalia Laura Valentina Marcela "
        "Andrea Adriana Gloria Martha Patricia Angela Catalina Daniela Juliana Viviana "
        "Yolanda Beatriz",
    ),
    "PHL": (
        "Santos Reyes Cruz Bautista Ocampo Mendoza Aquino Villanueva Castillo Domingo Manalo "
        "Pascual Salvador Tolentino Valdez Soriano Agustin Navarro Lim Tan Dizon Macaraeg "
        "Panganiban Magbanua Dimaculangan Lacson Evangelista Pangilinan Sarmiento Abad "
        "Baluyot Cabrera Espiritu Fajardo Guevarra Ilagan Javier Katigbak Lorenzo Miranda "
        "Natividad Ortega Padilla Quizon Ramos Samson Tamayo Umali Vergara Yap Zamora "
        "Alcantara Buenaventura Catapang:",
        "Jose Mark John Michael Angelo Christian Joshua Ramon Rodrigo Ernesto Jerome Nestor "
        "Rommel Ronald Jay Arnel Edgar Rogelio Danilo Efren Noel Allan Jayson Reynaldo Romeo "
        "Rolando",
        "Maria Rosario Cristina Jennifer Grace Angelica Marites Lourdes Rowena Jocelyn Liza "
        "Analyn Rosalie Marilou Gemma Evelyn Imelda Teresita Corazon Mylene Sheila Cherry "
        "Precious Joy",
    ),
    "TUR": (
        "Yilmaz Kaya Demir Sahin Celik Yildiz Ozturk Aydin Arslan Dogan Kilic Aslan Cetin "
        "Kara Koc Kurt Ozdemir Polat Acar Guler Tekin Bulut Avci Erdem Uzun Aksoy Bozkurt "
        "Cakir Deniz Duman Ergin Genc Gunes Isik Karaca Keskin Korkmaz Ozer Sari Simsek Tas "
        "Toprak Turan Ucar Unal Yalcin Yavuz Yuksel Akbulut Aktas Altun Ates Bayram Ceylan "
        "Coskun Durmaz Eren Guven:",
        "Mehmet Mustafa Ahmet Ali Huseyin Hasan Murat Emre Burak Omer Yusuf Serkan Onur Kemal",
        "Fatma Ayse Emine Hatice Zeynep Elif Meryem Ozlem Esra Gul Derya Sevgi Hulya Yasemin",
    ),
}
START = date(1938, 1, 1)


def _power(words: list[str], exponent: float) -> tuple[list[str], list[float]]:
    return words, list(accumulate(1 / (n + 1.5) ** exponent for n in range(len(words))))


Weighed = tuple[list[str], list[float]]


@dataclass
class Population:
    """Persons by number. `half` 0 takes every second name of each list, 1 the others."""

    seed: int
    half: int
    families: Weighed = field(init=False)
    given: dict[Sex, Weighed] = field(init=False)
    foreign: dict[str, tuple[Weighed, dict[Sex, Weighed]]] = field(init=False)

    def __post_init__(self) -> None:
        families = _composed() if self.half == 0 else _recorded()
        rng = random.Random(self.seed)
        rng.shuffle(families)
        self.families = _power(families, 0.55)
        self.given = {Sex.MALE: _power(MALE.split()[self.half::2], 0.8),
                      Sex.FEMALE: _power(FEMALE.split()[self.half::2], 0.8)}
        self.foreign = {}
        for nation, (family, male, female) in FOREIGN.items():
            roots, ends = (part.split() for part in family.split(":"))
            names = [r + e for r in roots for e in ends] if ends else roots
            if ends:
                rng.shuffle(names)
            self.foreign[nation] = (
                _power(names[self.half::2], 0.8),
                {Sex.MALE: _power(male.split()[self.half::2], 0.5),
                 Sex.FEMALE: _power(female.split()[self.half::2], 0.5)})

    def person(self, number: int) -> Made:
        """Make one person."""
        rng = random.Random(self.seed * 1_000_003 + number)
        nation = rng.choices([n for n, _ in NATIONS], [w for _, w in NATIONS])[0]
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        days = int(rng.triangular(0, 30_600, 19_000))
        born = START + timedelta(days=days)
        if rng.random() < 0.01:
            born = born.replace(month=1, day=1)
        if nation in SLAVIC:
            return self._slavic(rng, number, nation, sex, born)
        return self._foreign(rng, number, nation, sex, born)

    def given_name(self, rng: random.Random, sex: Sex) -> str:
        """Draw a Slavic given name, Ukrainian:Russian."""
        names, weights = self.given[sex]
        return rng.choices(names, cum_weights=weights)[0]

    def _slavic(
        self, rng: random.Random, number: int, nation: str, sex: Sex, born: date
    ) -> Made:
        families, weights = self.families
        family = feminine(rng.choices(families, cum_weights=weights)[0], sex)
        given, father = self.given_name(rng, sex), self.given_name(rng, Sex.MALE)
        has_father = rng.random() < 0.5
        return Made(number, nation, sex, born, family, given,
                    patronymic(father.split(":")[0], sex) if has_father else "",
                    is_cyrillic=rng.random() < 0.5)

    def _foreign(
        self, rng: random.Random, number: int, nation: str, sex: Sex, born: date
    ) -> Made:
        (families, fw), given = self.foreign[nation]
        names, gw = given[sex]
        family = rng.choices(families, cum_weights=fw)[0]
        first, second = rng.choices(names, cum_weights=gw, k=2)
        if nation == "VNM":
            middle = rng.choice(("Thi", "Thi", "Ngoc") if sex is Sex.FEMALE else ("Van", "Duc"))
            return Made(number, nation, sex, born, family, f"{middle} {first} {second}")
        if nation in ("COL", "PHL"):
            other = rng.choices(families, cum_weights=fw)[0]
            return Made(number, nation, sex, born, f"{family} {other}",
                        f"{first} {second}" if second != first else first)
        if nation == "IND" and rng.random() < 0.4:
            middle = "Kumar" if sex is Sex.MALE else "Devi"
            return Made(number, nation, sex, born, family, f"{first} {middle}")
        return Made(number, nation, sex, born, family, first)


@dataclass(frozen=True)
class Made:
    """One made person. Slavic names are Ukrainian, given names Ukrainian:Russian."""

    number: int
    nation: str
    sex: Sex
    born: date
    family: str
    given: str
    father: str = ""
    is_cyrillic: bool = False

    @property
    def is_slavic(self) -> bool:
        """Whether the name is kept in Cyrillic here."""
        return self.nation in SLAVIC

    @property
    def latin(self) -> tuple[str, str]:
        """The name as the passport has it."""
        if self.is_slavic:
            return (spelling.passport(self.family),
                    spelling.passport(self.given.split(":")[0]))
        return self.family, self.given

    @property
    def cyrillic(self) -> tuple[str, str]:
        """The name as it is written at home, with the patronymic where it is known."""
        return self.family, f"{self.given.split(':')[0]} {self.father}".strip()

    def record(self) -> MatchRecord:
        """The person as the office holds it."""
        names = (self.latin, self.cyrillic) if self.is_cyrillic else (self.latin,)
        return MatchRecord(names=names, birth_date=self.born, sex=self.sex,
                           citizenship=self.nation)


def feminine(family: str, sex: Sex) -> str:
    """The form of a family name that a woman bears."""
    if sex is Sex.MALE:
        return family
    for masculine, ending in (("ський", "ська"), ("цький", "цька"), ("ов", "ова"), ("ев", "ева"),
                              ("ін", "іна"), ("ий", "а")):
        if family.endswith(masculine):
            return family[: -len(masculine)] + ending
    return family


def patronymic(father: str, sex: Sex) -> str:
    """The Ukrainian patronymic of a father's name."""
    stem = {"Микола": "Миколай", "Ілля": "Ілл", "Микита": "Микит", "Марко": "Марк"}.get(
        father, father)
    if stem.endswith("й"):
        return stem + "ович" if sex is Sex.MALE else stem[:-1] + "ївна"
    stem = stem.rstrip("оьа")
    return stem + ("ович" if sex is Sex.MALE else "івна")


def _composed() -> list[str]:
    return sorted({root + end for root in ROOTS.split() for end in ENDS.split()})


def _recorded() -> list[str]:
    """Ukrainian family names of the shared list, masculine; without it, composed ones."""
    return sorted(russian_forms()) or sorted(
        {root[::-1].title() + end for root in ROOTS.split() for end in ENDS.split()})


def shared_names() -> Path | None:
    """The folder of name data beside the checkout, where there is one."""
    for base in Path(__file__).resolve().parents:
        if (found := base / "shared" / "data" / "names").is_dir():
            return found
    return None


def russian_forms() -> dict[str, str]:
    """Ukrainian family names and their Russian forms, by the shared list (MIT)."""
    folder = shared_names()
    if folder is None:
        return {}
    found: dict[str, str] = {}
    with (folder / "legacy_ua2ru.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            uk, ru = row["uk"].strip(), row["ru"].strip().title()
            if uk.isalpha() and len(uk) > 3 and uk[0].isupper() and uk[1:].islower() and (
                    not uk.endswith(("а", "я")) and zlib.crc32(uk.encode()) % 2):
                found[uk] = ru
    return found


TUNING = Population(seed=11, half=0)
"""Sets weights and thresholds."""
REPORTING = Population(seed=29, half=1)
"""Reports; nothing is fitted to it."""
