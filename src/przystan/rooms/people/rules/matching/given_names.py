"""Given names: which are one name in different languages or short forms, and how common they are.

One line is one class of names that a person may bear by turns (Volodymyr, Vladimir, Uładzimierz,
Vova). The number is the class's information in bits, -log2 of its share among the office's
visitors: rounded from what statistical offices publish about the commonest names of Ukraine,
Belarus, Poland, Georgia, Armenia, Vietnam, India and others, weighed by nationality. A short form
may stand in two classes (Sasha). A star says that the words of the line are names apart. The
list is our own; the names in it are facts.
"""

GIVEN_NAMES = """
5 oleksandr aleksandr aliaksandr aleksander alexander alexandr alexandre alejandro olek sasha
  sashko shura oles alex aleks sandro aleksandre alexandru iskander aleksandar
5 serhii sergei sergey siarhei sergiusz serge sergio serhiy seriozha serega sergo sarkis sergi
5 andrii andrei andrey andrzej andrew andreas andre andrij andriy andriusha andres andria
5 volodymyr vladimir uladzimir wlodzimierz waldemar vova volodia vladimer vladimiras vovka
  wladimir
5 olena elena alena helena helen lena olenka ielena alona aliona jelena yelena lenochka elene
5 natalia nataliia natalya natallia natalie natasha natalka natalja nata natela nataliya nathalie
5 iryna irina irene irena ira irka irinka irine
5 oksana aksana oksanka oxana ksana
6 tetiana tatiana tatsiana tatyana tania tanya tatjana tanja tetyana taciana
6 yurii yuri iurii jerzy george juri yury yura jura iurie uri jurij yuriy georg
6 mykola nikolai nikolay mikalai mikolaj nicholas nicolae kolia kola nikola nick nikoloz mykolka
  nicolas niklas klaus
6 dmytro dmitry dmitrii dzmitry dymitr dima dimitri demetrius mitia dmitriy dimitrie dmitrij
  dmitro demetre
6 ivan iwan jan john johann johannes jean juan ion iohan vania vanya ivane hovhannes hans hovannes
  ioan yan janek yohan joao ovanes
6 vasyl vasily vasili wasyl bazyli basil vasia vasile vasyliy vasil vasiliy vasko wasil
6 viktor victor wiktor vitia vitya vittorio viktar
6 mykhailo mikhail michal michael mihail misha mikhailo mihai miguel mikheil mikael miha mike
  mikhas mykhaylo mihailo misko mikayel mischa
6 maksym maksim maxim maks max maksymilian maximilian maksimilian maxime
6 ihor igor ihar igar
6 svitlana svetlana sviatlana swietlana sveta svitlanka svietlana svetlanka swietłana
6 olha olga volha olia olya olenka helga ola olechka
6 yuliia yulia julia iuliia juliia yuliya julie julija juliya julita juliana iulia yulka
6 anna hanna hania ania ganna anne ann annushka anya ana anush annie hanka ani
6 mariia maria mary marie mariya maryia marya mari masha marusia marysia marija maryja mariam
  miriam mariami maryam
6 viktoriia victoria viktoria wiktoria vika viktoriya viktorya vita viki
6 kateryna ekaterina katsiaryna katarzyna catherine katherine katia katya kasia kate katerina
  yekaterina catalina ekaterine katarina caterina katrin ketevan keti katherina jekaterina
  catarina
6 oleksii alexei aleksei aliaksei aleksy alexey alexis oleksiy aleksej lesha liosha aleksey
  aliosha oleksa alyosha
6 roman romek roma romko ramán romano
6 anatolii anatoly anatolij anatol tolik tolia anatoliy anatoli
7 halyna galina halina hala halia galia galya galyna halinka
7 nadiia nadezhda nadzeia nadzieja nadia nadya nadiya nadja nadiezda nadezda
7 liudmyla liudmila ludmila ludmyla lyudmila luda liuda mila ludmilla lyuda lyudmyla
7 larysa larisa lara larissa lora
7 valentyna valentina walentyna valia valya valentine walentina
7 valentyn valentin walenty valik valia
7 anastasiia anastasia anastazja nastia nastya anastasiya anastassia nastka anastazia
7 daria dariia dasha darya daryna darina darja dariya daryia darka
7 sofiia sofia zofia sophia sofiya sophie sonia sonya zosia sopio sofie sofio
7 bohdan bogdan bohdanko bodia bohuslav bodya
7 bohdana bogdana
7 artem artiom artemii artsiom artyom artemy tioma artemiusz artur artemis artemiy
7 artur arthur arturo arthuro artura
7 petro piotr petr peter pyotr piatro pedro petia petya petros petre petar pietro pierre petrus
  piatrus
7 pavlo pavel pawel paul pavle pablo pasha paulo pavol pavlik paval pavlus
7 yevhen evgenii evgeny yauhen eugeniusz eugene zhenia zhenya ievgen evhen yevhenii evgeniy
  jewgienij evgeni eugen yevgeny yevgeniy yevgen genia jauhien
7 yevheniia evgenia eugenia evgeniya zhenia zhenya yauheniia ievgeniia yevheniya yevgenia
  yevgeniya
7 yaroslav jaroslaw iaroslav yarik jaroslav slava yaraslau
7 vitalii vitaly witalij vitali vital vitalik vitaliy witold vitold
7 ruslan rusik
7 ruslana
7 marina maryna maryna marinka
7 arina aryna
7 zhanna zanna
7 mariana maryana
8 rymma rimma
8 nelia nelli nelly
8 snizhana snezhana sniezana
8 roksolana raksalana
8 zoriana zoryana
8 adelina adela
8 melaniia melania
7 yehor egor yegor jahor jegor
7 hlib gleb hleb
8 lev leo leu leon
8 vsevolod wsiewolod
8 marat murat
8 tymur tamerlan
8 zhora zora
8 yana
8 orest orestes
8 matilda matylda
8 ania anushka
8 valerii valery valerij walery valeriy valera
8 valeriia valeria valeriya lera
7 denys denis dzianis dionizy dennis deniska dionis denisas
7 vadym vadim wadim vadzim vadik
7 vladyslav vladislav uladzislau wladyslaw vlad władek vladyk ladislav vladek władysław laszlo
7 taras tarasyk
7 stepan stefan stephen steven szczepan stephan stiopa stefano esteban stepanos stsiapan stjepan
  stepka stepane etienne
7 oleh oleg aleh alek
7 alina ala alinka
7 inna ina
7 alla ala
7 ella ela elvira elvyra
7 oleksandra aleksandra alexandra aliaksandra ola sasha sandra shura olexandra alexandrina
  aleksandrina
7 olesia alesia olesya alesya lesia lesya olesja
7 khrystyna kristina krystyna christina hristina khrystina kristine christine krzysia khristina
  cristina chrystyna krystsina krestina
7 liubov lubov lubou lyubov luba liuba lyuba liubou ljubov
7 tamara toma tamar tamriko
7 diana dyana diyana
7 karina karyna karine carina
7 angela anzhela anzhelika angelika angelina andzelika anhelina angielina anželika anhelika
7 yana jana iana ianina yanina janina
7 vira vera wiera viera wera
7 zoia zoya zoja zoe
7 lidiia lidia lidiya lida lydia lidija
7 nina ninka nino ninel
7 raisa raja raia raya
7 margarita marharyta malgorzata margaret margaryta rita gosia marta margo margareta margherita
  margit marharita
7 polina palina pola paulina pauline pavlina pavla polya paula apolonia
7 yelyzaveta elizaveta elzbieta elizabeth liza lizaveta yelizaveta lisa elisabeth eliza ela
  ielyzaveta elisaveta elizabet
7 veronika weronika veronica nika vieranika viranika
7 kira kyra
7 milana mila milena
7 solomiia salomea solomiya solomia salome
7 zlata zlatka
7 myroslav miroslav miroslaw myron mirek
7 myroslava miroslava miroslawa
7 ostap astap
7 nazar nazarii nazariy nazarij nazary
7 danylo daniil daniel danila danyil danilo danya daniyil danik danijel
7 mark marko marek marcus marcos marc markus
7 hryhorii grigory grzegorz gregory hryhoriy ryhor hrysha grisha grigorii grigor grigol grigoriy
  gregorio
7 yakiv yakov jakub jacob iakiv james jacek yakau giacomo jakob hakob akop iakob iakov jacques
8 pylyp filipp filip philip phillip felipe philippe pilip
8 tymofii timofei tymoteusz timothy tima timofey tsimafei tymofiy timofeus timoteusz
8 fedir fedor theodor teodor fiodor fedya fyodor tadei theodore tudor
8 kyrylo kirill cyryl kiryl kiril cyril kirilo kyryl
8 kostiantyn konstantin konstanty kostia kanstantsin constantin kostya kostyantyn constantine
  constantino konstantine
8 leonid leanid leon lionia lenya leonidas leonti
8 hennadii gennady hienadz gena gennadii gienadij hennadiy gennadiy henadz
8 heorhii georgii jerzy hieorhii georgi giorgi gio gevorg georgiy georgy george gia gogi goga
  zhorzh heorhiy jiri jorge gheorghe
8 borys boris barys boria
8 semen semyon szymon simon siamion simeon symon senya shimon semion
8 zakhar zakhariia zachariasz zachary zaxar zahar
8 illia ilya ilia ilija eliasz elijah elias illya iliya ilja
8 mykyta nikita mikita nikitas
8 matvii matvei mateusz matthew matei mateo matias mathew matviy matvey mattheus macej maciej
8 luka lukasz lukash lucas luke lukas luca
8 foma thomas tomasz toma khoma tomas tom tommy
8 arsen arsenii arseni arseniusz arsenij arseniy arseny
8 davyd david dawid davit davidas
8 robert roberto rob
8 eduard edward edvard edik edgar
8 ernest ernesto
8 vyacheslav viacheslav waclaw viachaslau slava vjaceslav wiaczeslaw vaclav
8 stanislav stanislaw stas stanislau stasik
8 rostyslav rostislav roscislaw rostik
8 sviatoslav svyatoslav swiatoslaw
8 mstyslav mstislav mscislaw
8 liubomyr lubomir lubomyr liubomir
8 orest arest
8 zinaida zina
8 antonina tonia tonya antonija
8 anton antoni anthony antonio antonii tony antin antoine antanas
8 klavdiia klaudia klavdia claudia
7 kseniia ksenia xenia kseniya ksiusha ksenija ksenya xeniya
8 lilia liliia lilya lily liliana lilian lilit liliya
8 alisa alicja alice alicia
8 emiliia emilia emily emilie emiliya
8 emil emile emilio
8 eva ewa yeva eve
8* regina renata
8 barbara varvara basia varya
8 agnieszka agnessa agnes ines
8 zuzanna susanna susan zuzana syuzanna suzanna
8 hafiia agafia
8 uliana ulyana juliana
8 vasylyna wasylina vasilisa vasilina
8 stefaniia stefania stefanie stephanie stefa
8 yosyp iosif jozef joseph josef jose osip yusuf iosyp yosef ioseb osyp giuseppe
8 ignat ihnat ignacy ihnatii ignacio
8 trokhym trofim
8 panas afanasii opanas afanasy atanazy
8 omelian emelian emilian amelyan
8 havrylo gavriil gabriel hauryla gavrilo
8 makar makary makarii
8 prokip prokop prokopii
8 adam adas adamo
8 rafal rafael raphael rafayel rapael
8 krzysztof christopher khrystofor kristof cristobal hristofor cristofor
8 wojciech vojtech voitsekh adalbert
8 stanislava stanislawa
8 bronislav bronislaw
8 kazimierz kazimir kazymyr
8 ludwik ludovik louis luis ludwig
8 karol karl charles carlos carl karel karolis karlo
8 karolina caroline carolina karolyna
8 henryk henry heinrich genrikh enrique hendrik henri
8 franciszek frants francis francisco franz
8 ryszard richard rishard ricardo
8 zbigniew zbihniev
8 magdalena mahdalena magda lena
8 joanna ioanna joan johanna yoanna janna zhanna jane asia
8 ewelina evelina evelyn
8 monika monica
8 lucja lucia lucy luciia liutsiia
8 levan leon lewan
8 nikoloz nikolai nika
8 zurab zura zuraba
8 irakli heracles
8 tamaz tamazi
8 tengiz tengizi
8 nana nanuli
8 maia maya maja
8* natia natella
8 armen armenak
8 karen garen
8 tigran dikran
8 hayk haik aik
8 gayane gaiane gajane gayaneh
8 anahit anait anahid
8 hasmik asmik
8 narine narina nare
8 gagik gagig
8 vahan vagan
8 samvel samuel samuil samvil
8 elchin elcin eldzhin
8 rashad rasad reshad
8 ilham ilkham ilgam
8 farid ferid
8 leyla leila layla lejla leylya
8 aysel aisel ajsel
8 gulnara gulnar gulnora gulya
8 nigora nigara nigar
8 dilshod dilshad dilsod
8 bekzod bekzat
8 otabek atabek
8 sardor serdar sardar
8 jasur dzhasur zhasur
8 rustam rustem roustam
8 timur temur teymur taimur
8 aziza azize
8 aigul aygul ajgul
8 nurlan nurlanbek
8 daniyar doniyor daniar
8 muhammad mohammed mohammad muhammed mohamed mehmet muhamed magomed mukhammad muhammet md mohamad
  muhamad mokhammed
8 ahmad ahmed ahmet akhmed akhmad ahmat
8 mahmud mahmoud mehmud makhmud mahmood
8 mustafa mustapha moustafa
8 ibrahim ibragim abraham avraam ebrahim abram
8 ismail ismayil ismoil ishmael
8 yusuf yousef youssef iusuf yusif joseph
8 hasan hassan khasan
8 huseyn hussein husain huseyin gusein khusein hussain hossain hosein
8 omar umar omer
8 osman usman othman
8 abdullah abdulla abdallah abdollah
8 abdul abd abdel
8 ali aly
8 fatima fatma fatime fatimah fotima
8 aisha ayse ayesha aysha oysha aishat
8 zeynab zainab zeynep zaynab zejnab
8 hatice khadija khatidzha hadija
8 emine amina
8 mehmet mekhmet
5 thi
6 van
6* duc minh hoang
7* anh huong thu thanh hung tuan dung linh hai lan hoa mai ngoc phuong quang trang
7* kumar kumari
7* singh kaur devi
8* raj rajesh rakesh suresh ramesh mahesh mukesh dinesh ganesh sunil anil sanjay vijay ajay amit
  rahul deepak manoj arjun vikram ashok prakash nitin sachin rohit karan pankaj vinod kiran ravi
  mohan pradeep sandeep varun tarun
8* gurpreet harpreet manpreet sukhwinder balwinder jaspreet mandeep amandeep
8* priya pooja neha anita sunita kavita rekha meena divya asha geeta lakshmi nisha ritu seema suman
  jyoti komal preeti mamta usha
8* ram bahadur maya sita gita krishna hari prem
8* carlos jesus angel fernando diego andrea
8* rosa carmen luz gloria esperanza
8* kim lee
8* mst
8* emre murat burak cem
8 elmira elvira
8 william willy guillermo wilhelm
8 elena ileana
8 dumitru dmitri dumitrie
8 stefan stefanos
8 radu raducu
9* milan ondrej jiri emma mia olivia ava lily zoe chloe lucy grace ruby ella molly hayden mitchell
  dylan jordan tyler connor logan riley bailey jasmine caitlin madison amber holly erin brianna
  stephanie rebecca rachel laura kevin brian scott sean jason justin
8 william bill willy guillermo wilhelm vilhelm guillaume liam
9* benjamin ethan joshua jack ryan noah oliver harry sarah georgia lauren
"""
