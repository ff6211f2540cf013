"""Words that tell names from other words, and people from places and organisations.

The one rule: general knowledge of English only, nothing taken from a text that is measured on.
"""

from functools import cache
from importlib.resources import files

HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr sir dame lord lady prof professor president senator sen rep gov governor justice judge king
    queen prince princess rev reverend father sister captain capt general gen colonel col secretary mayor minister
    pope duke duchess count countess baron baroness chancellor chief chairman chairwoman sheriff detective officer
    sergeant
    """.split()
)

PARTICLES = frozenset("de da del della di du la le van von der den bin al el ben ibn ter y dos das".split())
"""Lower-case words that stand inside a person's name."""

STARTERS = frozenset(
    """
    a about above according across actually additionally after afterwards again against ahead all almost along
    already also alternatively although altogether always am amid among an and another any anybody anyone anything
    anyway are around as ask asked at away back be because been before behind being below besides best better
    between beyond both but by call came can certainly clearly come consider could critics days despite did do does
    don't down during each earlier early either elsewhere enough especially even eventually ever every everybody
    everyone everything everywhere except far few fans finally first following for former fortunately friends from
    further given giving go going good great had half has have having he her here herself hers him himself his how
    however i i'd i'll i'm i've if in indeed initially inside instead interestingly into is isn't it it's its itself
    just keep last late later latest least less let let's like little long look many married may maybe me meanwhile
    might mine more moreover most mostly much must my myself nearly neighbours neighbors neither never nevertheless
    new next no nobody none nonetheless nor not nothing now obviously of off officials often oh ok okay old on once
    one only onto or other others otherwise our ours out outside over overall part people perhaps plus police
    possibly previously probably quite rather read really reportedly representatives right rumblings said same say
    saying says see several shall she should since so some somebody someone something sometimes somewhere soon
    sources speaking still such supposedly sure take tell thank thanks that that's the their theirs them themselves
    then there there's therefore these they they're they've this those though through throughout thus till to today
    together tomorrow tonight too toward towards two under unfortunately unless unlike until up upon us usually very
    was watch we we're we've well were what what's whatever when whenever where whereas whether which while who
    who's whoever whom whose why will with within without witnesses would write yes yesterday yet you you'd you'll
    you're you've your yours
    """.split()
)
"""Words that begin sentences with a capital and are no names."""

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
    awards award society orchestra band choir ballet opera company bros
    """.split()
)

PLACE_WORDS = frozenset(
    """
    street road avenue lane drive boulevard square park hills hill beach city town village county state island
    islands isle river lake sea ocean bay harbour harbor valley mountain mountains mount coast cape bridge airport
    station palace castle hotel restaurant cafe garden gardens farm ranch forest desert district borough heights
    springs falls port
    """.split()
)
"""Words with which the names of places end."""

PLACE_BEGINNINGS = frozenset("mount lake cape fort saint san santa los las el new north south east west".split())
"""Words with which they begin."""

PLACES = frozenset(
    """
    africa america asia europe england scotland wales ireland britain france germany spain portugal italy austria
    switzerland belgium netherlands holland denmark norway sweden finland iceland russia ukraine poland hungary
    romania bulgaria greece turkey israel palestine egypt iran iraq syria afghanistan pakistan india china japan
    korea vietnam thailand indonesia australia canada mexico brazil argentina chile peru colombia venezuela cuba
    jamaica nigeria kenya london paris berlin rome madrid barcelona lisbon vienna venice milan dublin edinburgh
    glasgow cardiff manchester liverpool birmingham leeds bristol oxford cambridge brighton moscow athens istanbul
    jerusalem cairo dubai delhi mumbai beijing shanghai tokyo seoul bangkok sydney melbourne toronto montreal
    vancouver washington boston chicago philadelphia miami atlanta houston dallas austin denver seattle detroit
    nashville hollywood broadway manhattan brooklyn malibu calabasas alabama alaska arizona arkansas california
    colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
    maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia wisconsin wyoming amsterdam brussels geneva zurich stockholm
    oslo copenhagen helsinki prague budapest warsaw naples florence seville porto cannes monaco vegas angeles uk us
    usa u.s. u.k. eu
    """.split()
)

OUTLETS = frozenset(
    """
    tmz e! people us instagram twitter facebook tiktok snapchat youtube netflix hulu disney hbo showtime amazon
    apple google bbc itv cnn nbc abc cbs fox mtv espn vh1 reuters bloomberg variety deadline billboard vogue elle
    esquire cosmopolitan buzzfeed cinemablend hello! ok! vulture spotify imdb wikipedia microsoft sony warner
    universal paramount pixar marvel
    """.split()
)

OUTLET_PHRASES = frozenset(
    """
    page six, us weekly, daily mail, the sun, new york times, vanity fair, rolling stone, hollywood reporter,
    entertainment weekly, entertainment tonight, good morning america, access hollywood, people magazine, the mirror,
    daily mirror, associated press, washington post, los angeles times
    """.strip()
    .replace("\n    ", " ")
    .split(", ")
)

NOT_NAMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter
    thanksgiving halloween english french german spanish italian british american irish scottish welsh european
    australian canadian mexican chinese japanese russian indian dutch swedish norwegian danish polish greek turkish
    jewish christian muslim catholic tv dvd cd ceo pr am pm ad bc god internet web
    """.split()
)
"""Words with a capital that name no person, place or organisation by themselves."""

CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december
    """.split()
)


@cache
def first_names() -> frozenset[str]:
    """Return the usual first names of the English-speaking world, in lower case. Read once."""
    return frozenset(files("tui_reader.mentions").joinpath("first_names.txt").read_text("ascii").split())
