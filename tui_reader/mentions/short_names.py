"""Short names that every reader of this field knows: of first names, of the famous, of couples.

The one rule: general knowledge, and only to link what a text itself names. No list makes a person of a word.
"""

from collections.abc import Mapping


def _pairs(lines: str) -> Mapping[str, tuple[str, ...]]:
    """Read "short: full, other full" lines."""
    pairs: dict[str, tuple[str, ...]] = {}
    for line in lines.strip().splitlines():
        short, _, full = line.strip().partition(": ")
        pairs[short] = (*pairs.get(short, ()), *full.split(", "))
    return pairs


SHORT_FIRST_NAMES = _pairs(
    """
    abby: abigail
    al: albert, alan, alfred, alexander, alphonse
    alex: alexander, alexandra, alexis, alejandro
    alf: alfred
    andy: andrew, andrea
    angie: angela, angelina
    annie: anne, anna, ann
    archie: archibald
    art: arthur
    barb: barbara
    barney: barnaby, bernard
    becky: rebecca
    ben: benjamin, bennett, benedict
    benny: benjamin
    bernie: bernard, bernadette
    bert: albert, herbert, robert, bertram
    beth: elizabeth, bethany
    betsy: elizabeth
    betty: elizabeth
    bill: william
    billy: william
    bob: robert
    bobby: robert, roberta
    brad: bradley, bradford
    cal: calvin
    cam: cameron
    carrie: caroline, carolyn
    cass: cassandra
    cat: catherine, catriona
    cate: catherine
    cathy: catherine, kathleen
    charlie: charles, charlotte
    chaz: charles
    chris: christopher, christian, christine, christina, christie
    chrissy: christine, christina, christian
    chuck: charles
    cindy: cynthia, lucinda
    connie: constance, cornelia
    dan: daniel
    danny: daniel
    dave: david
    deb: deborah, debra
    debbie: deborah, debra
    dick: richard
    dom: dominic
    don: donald
    donnie: donald
    doug: douglas
    drew: andrew
    ed: edward, edgar, edwin, edmund
    eddie: edward, edgar, edwin, edmund
    ellie: eleanor, elizabeth, ellen
    eliza: elizabeth
    fran: frances, francesca, francis
    frank: francis, franklin
    frankie: francis, franklin, frances
    fred: frederick, alfred
    freddie: frederick
    gabe: gabriel
    gabby: gabrielle, gabriella
    gene: eugene
    gerry: gerald, gerard
    ginny: virginia, ginevra
    greg: gregory
    gus: augustus, angus, august
    gwen: gwendolyn, gwyneth
    hal: harold, henry
    hank: henry
    harry: henry, harold, harrison
    hattie: harriet
    jack: john, jackson
    jackie: jacqueline, jack
    jake: jacob
    jamie: james
    jan: janet, janice
    jeff: jeffrey, geoffrey
    geoff: geoffrey
    jen: jennifer
    jenny: jennifer
    jenn: jennifer
    jerry: gerald, jerome, jeremiah
    jess: jessica, jesse
    jessie: jessica
    jim: james
    jimmy: james
    joe: joseph
    joey: joseph
    johnny: john, jonathan
    jon: jonathan
    josh: joshua
    judy: judith
    kate: catherine, katherine, kathryn, katharine, kathleen, katelyn
    katie: catherine, katherine, kathryn, katharine, kathleen
    kathy: katherine, kathryn, kathleen
    kay: katherine
    ken: kenneth
    kenny: kenneth
    kim: kimberly, kimberley
    kit: christopher, katherine
    kris: kristen, kristina, kristopher
    larry: lawrence, laurence
    len: leonard
    lenny: leonard
    leo: leonardo, leonard, leopold
    les: leslie, lester
    lex: alexander
    liam: william
    libby: elizabeth
    lily: lillian
    liz: elizabeth
    lizzie: elizabeth
    lou: louis, louise
    maddie: madeleine, madeline, madison
    maggie: margaret
    mandy: amanda
    marge: margaret, marjorie
    marty: martin
    matt: matthew
    max: maxwell, maximilian, maxine
    meg: margaret, megan, meghan
    mel: melanie, melissa, melvin
    mick: michael
    mickey: michael
    mike: michael
    millie: mildred, millicent, camilla
    mindy: melinda, miranda
    mitch: mitchell
    molly: mary, margaret
    nancy: anne
    nat: nathan, nathaniel, natalie
    nate: nathan, nathaniel
    ned: edward, edmund
    nell: eleanor, helen
    nick: nicholas, dominic
    nicky: nicholas, nicola, nicole
    nikki: nicole, nicola
    ollie: oliver, olivia
    pam: pamela
    pat: patrick, patricia
    patty: patricia
    peggy: margaret
    penny: penelope
    pete: peter
    phil: philip, phillip
    polly: mary
    randy: randall, randolph
    ray: raymond
    reg: reginald
    rich: richard
    richie: richard
    rick: richard, frederick
    ricky: richard
    rob: robert
    robbie: robert
    robin: robert
    rod: roderick, rodney
    ron: ronald
    ronnie: ronald, veronica
    rose: rosemary
    rosie: rosemary, rose
    roz: rosalind
    russ: russell
    sal: salvatore, sally
    sally: sarah
    sam: samuel, samantha
    sammy: samuel, samantha
    sandy: alexander, sandra, alexandra
    shelly: michelle
    sid: sidney, sydney
    stan: stanley
    steph: stephanie
    steve: steven, stephen
    stu: stuart, stewart
    sue: susan, suzanne
    susie: susan, suzanne
    suzy: susan, suzanne
    ted: edward, theodore
    teddy: edward, theodore
    terry: terence, theresa
    theo: theodore
    tim: timothy
    timmy: timothy
    tina: christina, martina
    toby: tobias
    tom: thomas
    tommy: thomas
    tony: anthony, antonio
    tori: victoria
    trish: patricia
    val: valerie, valentine
    vic: victor
    vicky: victoria
    vince: vincent
    viv: vivian, vivienne
    walt: walter
    wes: wesley
    will: william
    willie: william
    zach: zachary
    zack: zachary
    """
)
"""Short form of a first name → what it can be short for."""

STAGE_NAMES = _pairs(
    """
    a-rod: alex rodriguez
    bey: beyonce, beyonce knowles, beyonce knowles-carter
    duchess of cambridge: kate middleton, catherine middleton
    princess of wales: kate middleton, catherine middleton
    duchess of sussex: meghan markle
    duke of cambridge: prince william
    duke of sussex: prince harry
    duchess of cornwall: camilla parker bowles
    hov: jay-z
    jay-z: shawn carter
    j-lo: jennifer lopez
    j lo: jennifer lopez
    jlo: jennifer lopez
    j-law: jennifer lawrence
    jlaw: jennifer lawrence
    k-stew: kristen stewart
    kstew: kristen stewart
    lady di: princess diana, diana spencer, diana
    leo: leonardo dicaprio
    macca: paul mccartney
    p diddy: sean combs
    diddy: sean combs
    puff daddy: sean combs
    queen bey: beyonce, beyonce knowles
    r-patz: robert pattinson
    r-pattz: robert pattinson
    rpattz: robert pattinson
    rdj: robert downey jr
    riri: rihanna
    scarjo: scarlett johansson
    sjp: sarah jessica parker
    slim shady: eminem
    t-swift: taylor swift
    tay-tay: taylor swift
    the rock: dwayne johnson
    weezy: lil wayne
    ye: kanye west, kanye
    yeezy: kanye west, kanye
    """
)
"""Name by which somebody famous goes → the usual ones, likeliest first. It links to whoever of them a text names."""

BLENDS: Mapping[str, tuple[str, str]] = {
    "bennifer": ("Ben Affleck", "Jennifer Lopez"),
    "billary": ("Bill Clinton", "Hillary Clinton"),
    "brangelina": ("Brad Pitt", "Angelina Jolie"),
    "hiddleswift": ("Tom Hiddleston", "Taylor Swift"),
    "jelena": ("Justin Bieber", "Selena Gomez"),
    "kimye": ("Kim Kardashian", "Kanye West"),
    "kravis": ("Kourtney Kardashian", "Travis Barker"),
    "robsten": ("Robert Pattinson", "Kristen Stewart"),
    "shamila": ("Shawn Mendes", "Camila Cabello"),
    "shawmila": ("Shawn Mendes", "Camila Cabello"),
    "speidi": ("Spencer Pratt", "Heidi Montag"),
    "tomkat": ("Tom Cruise", "Katie Holmes"),
    "traylor": ("Travis Kelce", "Taylor Swift"),
    "tayvis": ("Travis Kelce", "Taylor Swift"),
    "zanessa": ("Zac Efron", "Vanessa Hudgens"),
    "zigi": ("Zayn Malik", "Gigi Hadid"),
}
"""Blends of couples that are famous under them, also where an article names neither of the two."""

MONONYMS = frozenset(
    """
    adele aaliyah akon anitta ashanti avicii banksy bjork bono burna cher ciara coolio dido diddy dolly
    drake duffy eminem enya fergie flea future grimes halsey ice-t iman jay-z jewel kelis kesha khalid lizzo lorde
    ludacris lulu macklemore madonna maluma marshmello mika moby morrissey nas nelly nico offset oprah pele pink pitbull
    plato prince quavo questlove rihanna ronaldo rosalia sade seal shaggy shakira sia skepta skrillex slash
    sting stormzy sza tiesto twiggy tyga usher weeknd whoopi wizkid ye zendaya ronaldinho neymar kaka socrates aristotle
    homer virgil michelangelo raphael caravaggio rembrandt voltaire moliere herge colette
    """.split()
)
"""People with one name: somebody else who has it besides another is not them."""

ORDINARY_WORDS = frozenset(
    """
    angel april august autumn ball banks barber bass bay bean bell best bill bird bishop black blue bloom bond boss
    bowl branch brand brook brooks brown buck bush cage care carpenter case cash chance chase child christian church
    clay close cloud coach cole cook cooper cox crane cross crow cruise curry daisy dawn day dean dick dollar drew duke
    early earth eve faith farmer field fish fisher fly ford forest fox frank france friend frost gale gardener ginger
    glass glory gold good grace grant gray green grey guy hall hand harmony hart hay heath heaven hill holiday holly
    home honey hood hope horn house hunt hunter ice iris ivy jack jade jay jet jewel joy judge june justice key king
    knight lake lamb lane law lee light lily little long lord love low luck major march marine mark market mason may
    melody mercy merry miller mint miss moon moore more moss north oak olive page paris park parks peace pearl penny
    perry pink pitt pool poppy pope porter potter power price pride prince prior queen rain ray red reed reef rich ring
    river robin rock rocky root rose rowan royal ruby rush rusty sage sailor sand sandy savage saint sea seal shade
    sharp shepherd short silver singer skinner sky sloane small smart smith snow sparks spring star stark steel stern
    stone storm strange strong style styles summer sun sunny swift tailor taylor temple thorn tiger trip trump truth
    turner virgin wade walker wall ward waters wave way weaver weeks welcome wells west white wild will winter wise wolf
    wood woods wright york young
    """.split()
)
"""Names that are words as well: alone, they are given to nobody of another article."""
