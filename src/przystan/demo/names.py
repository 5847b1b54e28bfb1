"""Common names for synthetic persons: as written and as in a passport. Nobody is meant by them.

Each entry is "as written:passport form"; a Latin name is written once. A family name with a
feminine form gives both, divided by a slash.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NameList:
    """The names of one country's citizens in the demo."""

    family: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]


def _list(family: str, female: str, male: str) -> NameList:
    return NameList(tuple(family.split()), tuple(female.split()), tuple(male.split()))


NAMES: dict[str, NameList] = {
    "UKR": _list(
        "Шевченко:Shevchenko Коваленко:Kovalenko Бондаренко:Bondarenko Ткаченко:Tkachenko "
        "Кравченко:Kravchenko Ковальчук:Kovalchuk Олійник:Oliinyk Шевчук:Shevchuk "
        "Поліщук:Polishchuk Лисенко:Lysenko Бойко:Boiko Кравчук:Kravchuk Мельник:Melnyk "
        "Марченко:Marchenko Ткачук:Tkachuk Савченко:Savchenko Руденко:Rudenko Петренко:Petrenko "
        "Клименко:Klymenko Павленко:Pavlenko Савчук:Savchuk Кузьменко:Kuzmenko Левченко:Levchenko "
        "Харченко:Kharchenko Карпенко:Karpenko Гончаренко:Honcharenko Гриценко:Hrytsenko "
        "Литвиненко:Lytvynenko Мороз:Moroz Гончарук:Honcharuk Романюк:Romaniuk Панченко:Panchenko "
        "Юрченко:Yurchenko Хоменко:Khomenko Костенко:Kostenko Назаренко:Nazarenko Яценко:Yatsenko "
        "Козак:Kozak Гаврилюк:Havryliuk Білоус:Bilous Пономаренко:Ponomarenko Тимошенко:Tymoshenko "
        "Мірошниченко:Miroshnychenko Швець:Shvets Данилюк:Danyliuk Остапенко:Ostapenko "
        "Коломієць:Kolomiiets Кравець:Kravets Захарчук:Zakharchuk Степаненко:Stepanenko "
        "Яковенко:Yakovenko Федоренко:Fedorenko Щербак:Shcherbak Гнатюк:Hnatiuk "
        "Ярошенко:Yaroshenko",
        "Олена:Olena Тетяна:Tetiana Наталія:Nataliia Ірина:Iryna Оксана:Oksana Юлія:Yuliia "
        "Світлана:Svitlana Людмила:Liudmyla Вікторія:Viktoriia Ганна:Hanna Марія:Mariia "
        "Анастасія:Anastasiia Катерина:Kateryna Ольга:Olha Галина:Halyna Надія:Nadiia "
        "Валентина:Valentyna Любов:Liubov Дарина:Daryna Софія:Sofiia Аліна:Alina Інна:Inna "
        "Лариса:Larysa Олександра:Oleksandra Христина:Khrystyna Зоряна:Zoriana Богдана:Bohdana "
        "Євгенія:Yevheniia Яна:Yana Злата:Zlata",
        "Олександр:Oleksandr Андрій:Andrii Сергій:Serhii Володимир:Volodymyr Іван:Ivan "
        "Дмитро:Dmytro Микола:Mykola Віктор:Viktor Юрій:Yurii Василь:Vasyl Максим:Maksym "
        "Михайло:Mykhailo Олексій:Oleksii Ігор:Ihor Роман:Roman Богдан:Bohdan Тарас:Taras "
        "Ярослав:Yaroslav Євген:Yevhen Петро:Petro Григорій:Hryhorii Артем:Artem Назар:Nazar",
    ),
    "BLR": _list(
        "Іваноў/Іванова:Ivanou/Ivanova Кавалёў/Кавалёва:Kavaliou/Kavaliova Новік:Novik "
        "Каваленка:Kavalenka Жук:Zhuk Казлоў/Казлова:Kazlou/Kazlova Мельнік:Melnik "
        "Клімовіч:Klimovich Карповіч:Karpovich Савіцкі/Савіцкая:Savitski/Savitskaya "
        "Бондар:Bondar Лукашэвіч:Lukashevich Станкевіч:Stankevich",
        "Алена:Alena Наталля:Natallia Вольга:Volha Таццяна:Tatsiana Кацярына:Katsiaryna "
        "Святлана:Sviatlana Ганна:Hanna Марыя:Maryia Юлія:Yuliya Дар'я:Darya",
        "Аляксандр:Aliaksandr Сяргей:Siarhei Андрэй:Andrei Дзмітрый:Dzmitry Мікалай:Mikalai "
        "Уладзімір:Uladzimir Павел:Pavel Ігар:Ihar Віталь:Vital Яўген:Yauhen",
    ),
    "RUS": _list(
        "Смирнов/Смирнова:Smirnov/Smirnova Кузнецов/Кузнецова:Kuznetsov/Kuznetsova "
        "Попов/Попова:Popov/Popova Соколов/Соколова:Sokolov/Sokolova "
        "Лебедев/Лебедева:Lebedev/Lebedeva Морозов/Морозова:Morozov/Morozova "
        "Волков/Волкова:Volkov/Volkova Зайцев/Зайцева:Zaitsev/Zaitseva",
        "Елена:Elena Ольга:Olga Татьяна:Tatiana Наталья:Natalia Ирина:Irina Анна:Anna "
        "Екатерина:Ekaterina Мария:Mariia",
        "Александр:Aleksandr Сергей:Sergei Дмитрий:Dmitrii Алексей:Aleksei Андрей:Andrei "
        "Михаил:Mikhail Евгений:Evgenii Николай:Nikolai",
    ),
    "GEO": _list(
        "ბერიძე:Beridze კაპანაძე:Kapanadze გელაშვილი:Gelashvili მაისურაძე:Maisuradze "
        "გიორგაძე:Giorgadze ლომიძე:Lomidze ჩხეიძე:Chkheidze ქავთარაძე:Kavtaradze",
        "ნინო:Nino მარიამი:Mariami ანა:Ana თამარი:Tamari ქეთევანი:Ketevani ლალი:Lali",
        "გიორგი:Giorgi დავითი:Daviti ლევანი:Levani ზურაბი:Zurabi ლუკა:Luka ნიკა:Nika",
    ),
    "MDA": _list("Rusu Ceban Munteanu Ciobanu Popa Lungu Rotaru Cojocaru",
                 "Maria Elena Ana Natalia Tatiana Doina", "Ion Vasile Andrei Mihai Sergiu Victor"),
    "IND": _list("Singh Kumar Sharma Patel Gupta Reddy Nair Verma",
                 "Priya Anjali Pooja Neha Divya Kavita", "Rahul Amit Rajesh Vikram Sanjay Arjun"),
    "TUR": _list("Yılmaz Kaya Demir Çelik Şahin Yıldız Aydın Öztürk",
                 "Ayşe Fatma Elif Zeynep Merve Emine", "Mehmet Mustafa Ahmet Ali Hasan Murat"),
    "UZB": _list("Karimov/Karimova Rahimov/Rahimova Yusupov/Yusupova Tursunov/Tursunova "
                 "Abdullayev/Abdullayeva Nazarov/Nazarova",
                 "Dilnoza Gulnora Malika Nargiza Zulfiya",
                 "Aziz Bobur Jasur Otabek Sardor Ulugbek"),
    "VNM": _list("Nguyễn:Nguyen Trần:Tran Lê:Le Phạm:Pham Hoàng:Hoang Vũ:Vu Đặng:Dang",
                 "Thị_Hoa:Thi_Hoa Thị_Lan:Thi_Lan Thị_Mai:Thi_Mai Thu_Hương:Thu_Huong",
                 "Văn_Nam:Van_Nam Văn_Hùng:Van_Hung Quốc_Anh:Quoc_Anh Minh_Đức:Minh_Duc"),
    "KAZ": _list("Ахметов/Ахметова:Akhmetov/Akhmetova Ибраев/Ибраева:Ibrayev/Ibrayeva "
                 "Сейтов/Сейтова:Seitov/Seitova Жұмабаев/Жұмабаева:Zhumabayev/Zhumabayeva",
                 "Айгүл:Aigul Динара:Dinara Гүлнар:Gulnar Асель:Assel",
                 "Нұрлан:Nurlan Ерлан:Yerlan Асқар:Askar Данияр:Daniyar"),
    "ARM": _list("Հարությունյան:Harutyunyan Գրիգորյան:Grigoryan Սարգսյան:Sargsyan "
                 "Հակոբյան:Hakobyan Պետրոսյան:Petrosyan Վարդանյան:Vardanyan",
                 "Անահիտ:Anahit Մարիամ:Mariam Լուսինե:Lusine Գայանե:Gayane",
                 "Արմեն:Armen Տիգրան:Tigran Հայկ:Hayk Գևորգ:Gevorg"),
    "AZE": _list("Məmmədov/Məmmədova:Mammadov/Mammadova Əliyev/Əliyeva:Aliyev/Aliyeva "
                 "Hüseynov/Hüseynova:Huseynov/Huseynova Quliyev/Quliyeva:Guliyev/Guliyeva",
                 "Aygün:Aygun Leyla Günel:Gunel Nigar",
                 "Elçin:Elchin Rəşad:Rashad Tural Vüqar:Vugar"),
    "NPL": _list("Shrestha Gurung Tamang Thapa Rai Magar", "Sita Gita Sunita Anita",
                 "Ram Bishnu Suresh Prakash"),
    "PHL": _list("Santos Reyes Cruz Bautista Ocampo Garcia",
                 "Maria_Cristina Angelica Jasmine Rowena",
                 "Jose Juan_Carlos Mark_Anthony Ramon"),
    "CHN": _list("王:Wang 李:Li 张:Zhang 刘:Liu 陈:Chen 杨:Yang", "丽:Li 敏:Min 静:Jing 娜:Na",
                 "伟:Wei 强:Qiang 磊:Lei 军:Jun"),
    "COL": _list("Rodríguez Gómez González Martínez García López",
                 "María_Fernanda Daniela Camila Valentina", "Juan_Carlos Andrés Santiago Felipe"),
    "NGA": _list("Okafor Adeyemi Balogun Eze", "Ngozi Chioma Funke", "Chinedu Emeka Tunde"),
    "SYR": _list("الأحمد:Alahmad الخطيب:Alkhatib حداد:Haddad", "فاطمة:Fatima مريم:Maryam",
                 "محمد:Mohammad أحمد:Ahmad"),
    "BRA": _list("Silva Souza Oliveira Pereira", "Ana_Paula Juliana Fernanda",
                 "João_Pedro Lucas Rafael"),
    "XXA": _list("Kalnins Petrov/Petrova Hassan", "Anna Lina", "Viktor Omar"),
    "OTHER": _list("Okello Rahman Kim Perera Haile", "Grace Amina Nadia", "Daniel Samuel Tariq"),
}
OTHER_STATES = ("BGD", "LKA", "KOR", "UGA", "ETH", "EGY", "TUN", "ALB", "SRB")
LANGUAGES = {
    "UKR": "uk", "BLR": "ru", "RUS": "ru", "GEO": "ru", "MDA": "ru", "TUR": "en", "UZB": "ru",
    "VNM": "vi", "KAZ": "ru", "ARM": "ru", "AZE": "ru", "CHN": "en", "COL": "es", "BRA": "en",
    "SYR": "ar",
}


def split_form(entry: str, *, is_female: bool) -> tuple[str, str]:
    """Return one name as written and as in a passport."""
    written, _, passport = entry.partition(":")
    forms = []
    for form in (written, passport or written):
        masculine, _, feminine = form.partition("/")
        forms.append((feminine if is_female and feminine else masculine).replace("_", " "))
    return forms[0], forms[1]
