"""How common family names are, in bits: -log2 of a name's share among the office's visitors.

Rounded from what statistical offices and population registers publish about the commonest names of
each country, weighed by nationality; a name that is not listed counts as rare. Forms of one name
in other scripts, spellings and genders are the same name. The list is our own.
"""

import re

FAMILY_NAMES = """
6 nguyen
7 tran singh kumar
8 le pham kaur sharma gurung thapa rai
9 hoang phan vu vo dang bui do ho ngo duong ly melnyk shevchenko kovalenko bondarenko boiko
  tkachenko kravchenko kovalchuk ivanov khan ahmed ali islam hossain rahman das magar tamang
  shrestha
9 santos reyes cruz garcia gonzales rodriguez rodrigues martinez lopez perez sanchez ramirez gomez
9 beridze kapanadze giorgadze mamedov mammadov aliyev hasanov huseynov yilmaz kaya demir
10 oliinyk shevchuk polishchuk koval lysenko moroz savchenko rudenko petrenko klymenko kravchuk
  pavlenko savchuk kuzmenko levchenko tkachuk ponomarenko marchenko vasylenko karpenko hrytsenko
  havryliuk romanenko sydorenko petrov ivashchenko kharchenko kozak bilous mazur lytvyn lytvynenko
  fedorenko yurchenko tymoshenko honchar honcharenko panchenko melnychuk zaitsev popov
  kuznetsov smirnov volkov novikov kozlov sokolov morozov pavlov romaniuk nazarenko kostenko
  kulyk homenko khomenko shvets martyniuk hnatiuk bondar danylenko vlasenko zakharchenko
  kyrychenko stepanenko yakovenko rusnak popovych tkach gavrilov
  kowalski nowak wisniewski wojcik kowalczyk kaminski lewandowski zielinski
  karimov rakhimov yusupov ismailov abdullaev umarov saidov rustamov ibragimov
  petrosyan grigoryan hakobyan sargsyan hovhannisyan harutyunyan khachatryan karapetyan
  maisuradze lomidze gelashvili kvaratskhelia tsiklauri khutsishvili mchedlishvili
  popescu rusu ceban ciobanu munteanu popa
  patel yadav verma gupta mishra chaudhary begum akter uddin hasan
  celik sahin yildiz yildirim ozturk aydin arslan dogan
  dela rosario bautista mendoza flores torres diaz hernandez moreno munoz rojas
  tamang lama limbu karki adhikari khadka basnet
11 novik zhuk kavaliou ivanou kazlou melnik klimovich karpovich savitski lukashevich stankevich
  makarenko ostapenko miroshnychenko sereda tarasenko antonenko vovk demchenko kolesnyk
  prykhodko shulha didenko symonenko yaremenko denysenko yermolenko kolomiiets danyliuk zinchenko
  chernenko voloshyn hryhorenko ishchenko borysenko babenko kushnir kryvoruchko soroka
  mykhailenko artemenko yatsenko dmytrenko panasiuk tereshchenko ivanenko hubenko stetsenko
  zhukov lebedev egorov fedorov mikhailov nikolaev orlov andreev makarov nikitin zakharov
  dzhaparidze japaridze tsereteli dvali abashidze chkheidze
  smith jones williams brown taylor wilson white green martin campbell clarke webb ryan
  kelly king robinson johnson thomas nguyen walker harris thompson
  muller schmidt schneider fischer weber meyer wagner
"""
SURNAME_ENDS = (
    ("skaia", "ski"), ("skaa", "ski"), ("cka", "cki"), ("ska", "ski"), ("ckaia", "cki"),
    ("ovaia", "ovi"), ("naia", "ni"), ("ova", "ov"), ("eva", "ev"), ("ina", "in"),
    ("skoi", "ski"), ("ska", "ski"),
)
"""Feminine endings of family names and their masculine ones, as sounds; the longest first."""
FAMILY_ENDS = tuple(sorted(re.findall(r"\S+", """
enko čenko čuk šuk uk iuk ik čik nik ak iak ko ec ovec enec ič vič ovič evič uga išin čišin
ski ska cki cka skii skaia iv ov ova ev eva in ina enok onok ka
adze švili ia ava iani uri ian ians ants iance oglu escu eanu aru an
es ez son sen mann man er
ovna evna ivna ična vna oviča ivič
"""), key=len, reverse=True))
"""Endings with which families are named, as sounds: by them alone two names resemble nothing."""
PARTICLES = frozenset(re.findall(r"\S+", """
de da do dos das del della di du der den van von la le el al bin ibn ben bint bar abu abd y e zu
zur ten ter mc mac st san santa oglu ogly oglı uulu ugli qizi kizi kyzy gizi dela ap ar thi u ul ur
"""))
"""Words that many names share: they prove little and may be left out."""
