"""Words that tell names from other words, and people from places and organisations.

The one rule: general knowledge of English and of the news only, nothing taken from a text that is measured on.
"""

import gzip
import unicodedata
from functools import cache
from importlib.resources import files

HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr sir dame lord lady prof professor president senator sen rep gov governor justice judge king
    queen prince princess rev reverend father sister captain capt general gen colonel col secretary mayor minister
    pope duke duchess count countess baron baroness chancellor chief chairman chairwoman sheriff detective officer
    sergeant princes major maj lieutenant lt cmdr sgt cpl corporal private admiral commander brigadier marshal inspector
    superintendent supt constable ambassador congressman congresswoman cardinal archbishop bishop deacon pastor
    rabbi imam
    sheikh ayatollah emperor empress tsar archduke comrade herr frau monsieur mme madame signor signora senor señor
    señora
    messrs hon premier attorney lieutenant-colonel lieutenant-general major-general vice-president coach councillor
    """.split()
)

PARTICLES = frozenset("de da del della di du la le van von der den bin al el ben ibn ter y dos das".split())
"""Lower-case words that stand inside a person's name."""

ROLES = frozenset(
    """
    actor actress model singer rapper star director producer host presenter comedian author writer novelist musician
    guitarist drummer designer photographer chef footballer player coach quarterback driver boxer wife husband ex
    ex-wife ex-husband girlfriend boyfriend fiance fiancee partner son daughter mother father mum mom dad brother
    sister cousin uncle aunt nephew niece grandmother grandfather friend pal co-star costar colleague manager agent
    publicist spokesman spokeswoman spokesperson lawyer attorney solicitor boss founder executive analyst economist
    secretary minister president journalist reporter correspondent critic columnist editor frontman frontwoman widow
    widower
    """.split()
)
"""Who somebody is, said just before the name."""

SPEECH = frozenset(
    """
    said says told tells added adds wrote writes tweeted posted explained admitted admits revealed reveals insisted
    insists denied denies joked jokes replied thinks believes knows married marries stars starred plays played who
    whose wore laughed smiled recalled recalls shared filed
    """.split()
)
"""What people do, said just after the name."""

ORGANISATION_WORDS = frozenset(
    """
    university college school academy institute museum gallery library theatre theater studio studios pictures
    productions entertainment records music media news times post press magazine weekly daily tribune herald
    guardian telegraph gazette courier wire network channel television radio broadcasting corporation corp company
    co inc ltd plc llc group holdings bank fund trust foundation association federation union league club council
    committee commission agency department ministry bureau office court parliament congress senate party army navy
    force police service hospital clinic church airlines airways motors systems technologies software labs festival
    awards award society orchestra band choir ballet opera company bros corps regiment brigade battalion squadron
    fleet
    """.split()
)

PLACE_WORDS = frozenset(
    """
    street road avenue lane drive boulevard square park hills hill beach city town village county state island
    islands isle river lake sea ocean bay harbour harbor valley mountain mountains mount coast cape bridge airport
    station palace castle hotel restaurant cafe garden gardens farm ranch forest desert district borough heights
    springs falls port centre center mall stadium arena reservoir estate prison circuit township
    """.split()
)
"""Words with which the names of places end."""

CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """.split()
)

NOT_NAMES = CALENDAR | frozenset(
    """
    i tv dvd dvds cd cds ceo cfo pr am pm ad bc god internet web dj djs mc vip vips hq faq rip aids hiv covid
    covid-19 dna
    id pc ok okay lol omg fyi diy gps usb iq mvp xmas christmas easter thanksgiving halloween hanukkah ramadan english
    mom mum dad mama papa mommy daddy mummy grandma grandpa nan auntie sis bro phd ba ma bbq suv suvs atm nda ndas lgbt
    lgbtq mr mrs ms dr st jr sr vs feat ft no isbn ep lp
    """.split()
)
"""Words with a capital that by themselves name nobody and nothing that is listed."""

NATIONALITIES = frozenset(
    """
    afghan african african-american albanian algerian american angolan arab arabian arabic argentine argentinian
    armenian
    asian australian austrian azerbaijani azeri bangladeshi basque belarusian belgian bolivian bosnian brazilian british
    bulgarian burmese cambodian cameroonian canadian caribbean catalan chechen chilean chinese colombian congolese
    croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian english eritrean estonian ethiopian european
    filipino finnish flemish french gambian georgian german ghanaian greek guatemalan haitian hawaiian hispanic honduran
    hungarian icelandic indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh
    kenyan korean kosovan kurdish kuwaiti laotian latin latina latino latvian lebanese liberian libyan lithuanian
    macedonian malagasy malawian malaysian maltese maori mexican moldovan mongolian montenegrin moroccan mozambican
    namibian nepalese nepali nicaraguan nigerian norwegian omani pakistani palestinian panamanian paraguayan persian
    peruvian polish portuguese qatari romanian russian rwandan salvadoran saudi scandinavian scots scottish senegalese
    serbian sicilian singaporean slovak slovakian slovenian somali soviet spanish sudanese swedish swiss syrian
    taiwanese
    tanzanian thai tibetan trinidadian tunisian turkish ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh
    yemeni yugoslav zambian zimbabwean americans africans arabs asians australians austrians belgians brazilians britons
    brits canadians chileans colombians croatians cubans czechs danes egyptians europeans filipinos finns germans greeks
    hungarians indians iranians iraqis israelis italians jamaicans koreans kurds lebanese latinos mexicans nigerians
    norwegians pakistanis palestinians poles portuguese romanians russians saudis scandinavians serbs slovaks somalis
    spaniards swedes syrians thais tibetans turks ukrainians venezuelans dane dutchman englishman englishwoman finn
    frenchman frenchwoman irishman irishwoman pole scot scotsman serb spaniard swede turk welshman briton christian
    christians jewish jew jews muslim muslims islamic catholic catholics protestant protestants hindu hindus sikh sikhs
    buddhist buddhists mormon anglican orthodox sunni shiite shia democrat democrats democratic republican republicans
    tory tories conservative conservatives liberal liberals communist marxist nazi nazis californian texan parisian
    londoner londoners bavarian tuscan victorian edwardian elizabethan
    """.split()
)
"""Of which country, language, faith or party somebody is: with a capital, and the name of nothing that is listed."""


SMALL_IN_TITLES = frozenset(
    """
    a an and as at but by for from in into is it its my n' nor of off on or over s the to up upon vs vs. with your
    """.split()
)
"""Words that titles write small."""

WORK_WORDS = frozenset(
    """
    film movie show series sitcom drama dramedy comedy rom-com romcom thriller blockbuster musical play documentary
    docuseries docu-series biopic sequel prequel miniseries mini-series soap album single song track hit ballad anthem
    mixtape ep lp remix cover soundtrack novel book memoir autobiography biography bestseller poem trilogy saga
    franchise
    opera podcast cartoon game spinoff spin-off reboot remake adaptation tour essay collection record
    """.split()
)
"""What a title may be the title of."""

_CUES = {
    "work": WORK_WORDS,
    "person": ROLES
    | frozenset(
        "artist band-mate guest celebrity member vocalist poet playwright screenwriter composer politician".split()
    ),
    "group": frozenset(
        "band group label company studio magazine newspaper network club team party duo trio orchestra firm brand"
        " outlet publication tabloid website channel agency publisher organisation organization corporation chain"
        " retailer manufacturer subsidiary society association league union university college school airline bank"
        " choir regiment brigade squadron battalion".split()
    ),
    "place": frozenset(
        "city town country village state county province suburb neighbourhood neighborhood island hamlet municipality"
        " commune parish district canton region capital river lake mountain peninsula park street station building"
        " stadium prison castle".split()
    ),
    "award": frozenset("award prize medal nomination won winning nominated".split()),
}
_CUE_OF = {word: kind for kind, words in reversed(_CUES.items()) for word in words}


def cue_of(word: str) -> str:
    """Return what a word such as "albums" says that names near it are of: work, person, group, place, award, or ""."""
    return _CUE_OF.get(word) or (_CUE_OF.get(word[:-1], "") if word.endswith("s") else "")


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of names in lower case, out of `data/`: "first_names", "surnames", "places" … Read once."""
    folder = files("tui_reader.mentions").joinpath("data")
    packed = folder.joinpath(f"{name}.txt.gz")
    content = gzip.decompress(packed.read_bytes()) if packed.is_file() else folder.joinpath(f"{name}.txt").read_bytes()
    return frozenset(content.decode().split("\n")) - {""}


def first_names() -> frozenset[str]:
    """Return the usual first names of the English-speaking world, in lower case. Read once."""
    return listed("first_names")


def without_accents(word: str) -> str:
    """Return a word with its letters bare: "peru" for "perú"."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def is_first_name(word: str) -> bool:
    """Whether a lower-case word is a usual first name, its accents aside; "anne-marie" is two."""
    return all(part in first_names() for part in without_accents(word).split("-")[:2])
