//! Owns the word lists: bases of regular words, by how they change, and the rows of irregular ones. British spelling.

/// Verbs whose forms follow from their spelling: `call`, `deny`, `charge`.
pub(super) const VERBS: &str = "\
    abandon abuse accelerate accept access accommodate accompany accrue accuse ache achieve acknowledge act \
    adapt add address adhere adjust admire adore advertise advise affect affirm afford agree aim alarm alert \
    align allege allow alter amaze amend amuse analyse anger announce annoy answer anticipate apologise appear \
    apply appoint appreciate approach approve argue arrange arrive ask assault assemble assess assign assist \
    assume assure astonish attach attack attempt attend attract audit authenticate authorise automate avoid \
    await back baffle bake balance bank base bathe begrudge behave believe belittle belong bemoan benefit \
    bewilder bill blame bless block board boast boil boost boot botch bother bounce brake breach brief brighten \
    browse bruise buffer bully bungle cache calculate call camp care cash cater cause caution celebrate \
    challenge change charge chase cheat check cheer cherish chew claim clarify clash clean clear click climb \
    close coach collapse collect comfort command commemorate commend comment communicate compare compensate \
    compete complain complete complicate compliment comply compose comprehend compromise concede concern \
    conclude condone conduct confess configure confirm confiscate confuse congratulate connect consider consist \
    constitute consult consume contact contain continue contract contradict contribute convert convey convince \
    cook cooperate coordinate cope copy correct correspond count courier cover craft crash crave create credit \
    criticise cross crowd crown crush cry curse customise cycle damage dance dare date debate debit deceive \
    decide declare decline decorate decrease dedicate deduct deem defame defend defraud degrade delay delete \
    delight deliver demand demean demonstrate dent deny depart depend deposit describe deserve design desire \
    destroy detail detect devastate develop devote diagnose die differ dine direct disable disagree disappear \
    disappoint disapprove discharge discipline disclose disconnect discount discourage discover discriminate \
    discuss disgust dishearten disinfect dismiss dispatch display dispute disregard disrespect disrupt distress \
    disturb document donate double doubt download downplay drain dread dress drizzle duplicate dust earn ease \
    edit educate elaborate elevate email embarrass embody embrace empathise emphasise employ empower enable \
    enclose encounter encourage end endeavour endure engage enhance enjoy enlighten enlist enquire enrich ensure \
    enter entertain entitle entrust escalate escort establish esteem estimate evaluate evict evolve exaggerate \
    examine exceed exchange excite exclude excuse execute exercise exhaust exist expand expect expense \
    experience expire explain explore expose express extend exterminate extract exude fabricate face facilitate \
    fail fake falsify fancy fault favour fax feature file fill film finalise finance finish fire fix flaw flood \
    flow focus fold follow force form forward foster found frame freelance freshen frustrate fry fumble fumigate \
    function fund fuss gain garnish gather gauge generate glitch gloat glow google grant greet grieve grill \
    groom guarantee guard guess guide hack hammer hand handle happen harass harbour harm hate haul heal help \
    hesitate highlight hinder hire honour hope horrify host house humiliate hurry identify ignore illustrate \
    imagine impact impede implement implore imply impress improve include inconvenience incorporate increase \
    indemnify indicate infect inflict influence inform inhale initiate inject injure inquire insert insinuate \
    insist inspect inspire install instruct insulate insult insure intend interact interest interpret interrupt \
    introduce invade invalidate invent invest investigate invite invoice involve iron irritate isolate issue \
    itch join joke judge justify kick kill knock lack lament land last laugh launch launder leak lease lecture \
    lengthen license lick lie lift like limit link list listen litigate litter live load locate lock lodge look \
    loosen love lower maintain malign manage mandate mark market mask match matter measure melt mend mention \
    merge mess message mind misbehave mischarge misfire mishandle misinform misinterpret misjudge misplace \
    mispronounce misquote misrepresent miss mistreat misuse moan mock moderate modify monitor mortify motivate \
    mount move mow muddle murder mystify name narrate navigate need neglect negotiate nibble nominate note \
    notice notify nourish numb number nurture obey object oblige obscure observe obtain occupy offend offer open \
    operate oppose order organise outline overbook overcharge overcook overdose overfill overhaul overlook \
    overprice overreact overstate overwhelm owe own pack paint pamper park part participate pass patch patronise \
    pause perceive perfect perform perplex persevere persist personalise persuade pester phone photograph \
    photoshop pick place plague plant plate play plead please pledge plumb point police polish pollute pose \
    position possess post postpone pour praise pray preach predict prepare prescribe present preserve press \
    pressure presume pretend prevent price print prioritise proceed process proclaim produce profess profit \
    progress prohibit project promise promote prompt pronounce propose prosecute protect provide provoke prune \
    publicise publish pull pump punish purchase pursue push puzzle qualify query question quibble quote raise \
    rank rant rate ration reach react reactivate reaffirm realise reassess reassign reassure rebate rebook \
    reboot rebuke recall receive recharge recheck reclaim recognise recommend reconnect reconsider record \
    recover recruit rectify recycle redecorate redeem redeploy redirect reduce reevaluate reflect refrain \
    refresh refund refurbish refuse regain regard register regulate reheat rehire reimburse reinforce reinstall \
    reinstate reiterate reject rejoice relate relax relay release relish relocate rely remain remark remedy \
    remember remind remove renege renew renovate rent reopen reorder repaint repair repeat replace replicate \
    reply report represent reprimand request require reschedule rescue reseat resent reserve reside resign \
    resist resolve resonate respect respond restart restock restore restrict result resume resurface retain \
    retire retrain retrieve retry return reveal reverse review revise revisit reward rewire ridicule rinse risk \
    roast roll rotate round rouse ruin rule rush sack sadden safeguard sample sanction sanitise satisfy save \
    savour scare schedule scold scratch scream screen screw scrutinise search season seat secure seem seethe \
    seize select sense separate serve service settle share sharpen shatter shock shorten shout sigh sign \
    simplify slander slate slow smash smear smile smoke smother sniff soak solder solicit solve soothe sort \
    sound spare spark sparkle specialise specify speculate staff stain stall standardise stare start startle \
    state stay steam sterilise stock stoke stonewall store strain strengthen stress stretch struggle study \
    stumble stutter style subscribe substitute succeed suck suffer suggest suit summarise supervise supply \
    support suppose surpass surprise surround suspect suspend sustain swallow swipe switch sympathise sync \
    tackle tailor talk tamper target tarnish taste tax tease terminate test testify text thank threaten thrill \
    tick tidy tighten tile tire toast tolerate touch tour tow trace track trade train trample transform \
    translate transport trash treasure treat trigger troll trouble trust try tune turn tweet type unblock \
    undercharge undercook underestimate underline undermine underplay unfold unify uninstall unlock unpack \
    unsubscribe update upgrade upload urge use utilise vacate vacuum validate value vandalise vary vent verify \
    victimise view vilify violate visit voice void volunteer vote wait waive walk want warn warrant wash waste \
    watch water weaken weigh welcome weld whine whiten wipe wire wish witness wonder work worry worsen wreck \
    wrong yell";

/// Verbs that double their last letter: `plan`, `planned`.
pub(super) const DOUBLED_VERBS: &str = "\
    acquit admit appal ban bar beg blog blot brag cancel chat chip clap commit compel confer control cop counsel \
    crop debug defer deter dial dim dip distil drag drip drop emit enrol equal equip excel expel flag flip flop \
    format fret fuel fulfil grab grin hop hug incur infer initial instil jam jog jot knit label lag level libel \
    log map marvel mislabel model mop mug nag nod occur omit outwit overlap pedal permit pin plan plot pop \
    prefer prod program propel quarrel quip rap rebel recur refer refit regret reoccur rip rob rub scam scan \
    scrap scrub ship shop shovel signal sip skip slam slap slip slot snap sob spam spot stem step stir stop \
    strap strip stun submit swab swap tag tap tip total transfer transmit trap travel trek trim trip tug unplug \
    unravel unwrap vet wag whip wrap zip";

/// One verb a line: the base, then every other form.
pub(super) const IRREGULAR_VERBS: &str = "\
arise arises arose arisen arising
awake awakes awoke awoken awaking
be am is are was were been being
bear bears bore borne bearing
beat beats beaten beating
become becomes became becoming
begin begins began begun beginning
bend bends bent bending
bet bets betting
bid bids bidding
bind binds bound binding
bite bites bit bitten biting
bleed bleeds bled bleeding
blow blows blew blown blowing
break breaks broke broken breaking
breed breeds bred breeding
bring brings brought bringing
broadcast broadcasts broadcasting
build builds built building
burn burns burned burnt burning
burst bursts bursting
buy buys bought buying
catch catches caught catching
choose chooses chose chosen choosing
come comes came coming
cost costs costing
creep creeps crept creeping
cut cuts cutting
deal deals dealt dealing
dig digs dug digging
do does did done doing
draw draws drew drawn drawing
dream dreams dreamed dreamt dreaming
drink drinks drank drunk drinking
drive drives drove driven driving
eat eats ate eaten eating
fall falls fell fallen falling
feed feeds fed feeding
feel feels felt feeling
fight fights fought fighting
find finds found finding
fit fits fitted fitting
fly flies flew flown flying
forbid forbids forbade forbidden forbidding
forecast forecasts forecasting
foresee foresees foresaw foreseen foreseeing
forget forgets forgot forgotten forgetting
forgive forgives forgave forgiven forgiving
freeze freezes froze frozen freezing
gaslight gaslights gaslighted gaslit gaslighting
get gets got gotten getting
give gives gave given giving
go goes went gone going
grow grows grew grown growing
hang hangs hung hanged hanging
have has had having
hear hears heard hearing
hide hides hid hidden hiding
hit hits hitting
hold holds held holding
hurt hurts hurting
keep keeps kept keeping
know knows knew known knowing
lay lays laid laying
lead leads led leading
leap leaps leapt leaped leaping
learn learns learned learnt learning
leave leaves left leaving
lend lends lent lending
let lets letting
light lights lit lighted lighting
lose loses lost losing
make makes made making
mean means meant meaning
meet meets met meeting
mishear mishears misheard mishearing
mislead misleads misled misleading
misread misreads misreading
misspeak misspeaks misspoke misspoken misspeaking
mistake mistakes mistook mistaken mistaking
misunderstand misunderstands misunderstood misunderstanding
outdo outdoes outdid outdone outdoing
overcome overcomes overcame overcoming
overdo overdoes overdid overdone overdoing
overhear overhears overheard overhearing
overpay overpays overpaid overpaying
oversee oversees oversaw overseen overseeing
oversleep oversleeps overslept oversleeping
panic panics panicked panicking
pay pays paid paying
proofread proofreads proofreading
prove proves proved proven proving
put puts putting
queue queues queued queuing queueing
quit quits quitting
read reads reading
rebuild rebuilds rebuilt rebuilding
redo redoes redid redone redoing
remake remakes remade remaking
repay repays repaid repaying
resend resends resent resending
reset resets resetting
rethink rethinks rethought rethinking
rewrite rewrites rewrote rewritten rewriting
ride rides rode ridden riding
ring rings rang rung ringing
rise rises rose risen rising
run runs ran running
say says said saying
see sees saw seen seeing
seek seeks sought seeking
sell sells sold selling
send sends sent sending
set sets setting
sew sews sewed sewn sewing
shake shakes shook shaken shaking
shed sheds shedding
shine shines shone shining
shoot shoots shot shooting
show shows showed shown showing
shrink shrinks shrank shrunk shrinking
shut shuts shutting
sing sings sang sung singing
sink sinks sank sunk sinking
sit sits sat sitting
sleep sleeps slept sleeping
slide slides slid sliding
smell smells smelled smelt smelling
sneak sneaks sneaked snuck sneaking
speak speaks spoke spoken speaking
speed speeds sped speeded speeding
spell spells spelled spelt spelling
spend spends spent spending
spill spills spilled spilt spilling
spin spins spun spinning
spit spits spat spitting
split splits splitting
spoil spoils spoiled spoilt spoiling
spread spreads spreading
spring springs sprang sprung springing
stand stands stood standing
steal steals stole stolen stealing
stick sticks stuck sticking
stink stinks stank stunk stinking
strike strikes struck striking
strive strives strove striven strived striving
sue sues sued suing
swear swears swore sworn swearing
sweep sweeps swept sweeping
swell swells swelled swollen swelling
swim swims swam swum swimming
take takes took taken taking
teach teaches taught teaching
tear tears tore torn tearing
tell tells told telling
think thinks thought thinking
throw throws threw thrown throwing
troubleshoot troubleshoots troubleshot troubleshooting
undergo undergoes underwent undergone undergoing
understand understands understood understanding
undertake undertakes undertook undertaken undertaking
undo undoes undid undone undoing
uphold upholds upheld upholding
upset upsets upsetting
wake wakes woke woken waking
wear wears wore worn wearing
weep weeps wept weeping
win wins won winning
wind winds wound winding
withdraw withdraws withdrew withdrawn withdrawing
withhold withholds withheld withholding
withstand withstands withstood withstanding
write writes wrote written writing";

/// Nouns whose plural follows from their spelling. Mass nouns too: people do write `feedbacks` and `staffs`.
pub(super) const NOUNS: &str = "\
    abuse accident account accountant accusation act action activity actor ad address admission adult advantage \
    advert advertisement advice adviser advisor advocate affiliate aftercare agency agent aggression agreement \
    aim airline airport alarm alert allegation allergy alternative alumni ambassador amenity amount analyst \
    anger animal anniversary announcement annoyance answer apartment apology app appetiser appliance applicant \
    application appointment appraisal appreciation apprentice approach approval architect area argument \
    arrangement arrival article artist aspect assault assertion assessment assistance assistant associate \
    assumption atmosphere attempt attendant attention attitude attorney attraction audience audio author \
    authority award baby background bag baker bakery balance balcony ban bank banker banquet bar barber barista \
    bartender bathroom battery beach beautician bed bedding bedroom beer behalf behaviour belief benefit bike \
    bill birthday blanket blessing blog blunder board boat body bone bonnet bonus book booking boss bot bottle \
    bowl box boy brake brand breach breakdown breakfast bride bridge brochure broker brother brow bruise budget \
    buffet bug builder building bully burger bus business button buyer cab cabin cafe cake call caller camera \
    campaign cancellation candidate car card care carer caretaker carpenter carpet carrier cart case cashier cat \
    category cause cavity celebration centre ceremony certificate chain chair challenge chamber champion chance \
    change channel character charge charity chat check chef chemist chicken choice chore church circumstance \
    city claim clarification class cleaner cleaning cleanliness clerk client clinic clinician clip club clue \
    clutch coach coat cocktail code coffee cofounder cold colleague collection college colon colour comfort \
    comment commitment communication community commute companion company comparison compensation competition \
    competitor complaint complication compliment component compromise computer concern condition condo conduct \
    conflict confusion connection consequence consideration constraint consultant consultation consumer contact \
    container content contract contractor contributor conversation cook cookie copy corner correction \
    cosmetologist cost cottage council counsellor counter country couple coupon courier course court courtesy \
    cousin cover craft cream credential credit crew critic criticism crown crumb cup curtain cushion custom \
    customer cut cutlery dad damage dancer danger data database date daughter day deadline deal dealer \
    dealership death debt decision decor defect delay delivery demand dentist denture department deposit \
    description design designer desk desperation dessert destination detail detergent developer device diet \
    difference difficulty digit diner dinner direction director disability disadvantage disappointment disaster \
    discomfort discount discovery discrepancy discussion disease dish dishonesty dishwasher dismay display \
    disposal disruption distance distress district disturbance doctor document dog dollar donation door doubt \
    draft drain drawback dream dress drill drink driver driveway drug duty ear earning edition editor effect \
    effort egg electrician element elevator email embarrassment emergency emotion employee employer employment \
    encounter end endeavour energy engagement engine engineer enjoyment enquiry entertainer entertainment \
    enthusiasm entrance entrepreneur entry envelope environment equipment error escalation escape establishment \
    estate esthetician estimate evaluation evening event evidence exam example exception exchange excitement \
    excuse executive exercise exhibit exit expectation expense experience expert explanation extension extent \
    exterior extra eye face facial facility fact factor failing failure faith falsehood family fan fantasy fare \
    farm fashion father fault favour favourite fear feat feature fee feedback feeling fence ferry fiasco fibre \
    fiction field figure file filling film filter finding finger fire firm firmness fish fit flat flavour flaw \
    fleet flight flood floor flower focus folk follower food fool football force foreigner forest form formality \
    founder foyer franchise franchisee fraud freezer fridge friend friendliness front frustration function fund \
    furniture future gallery game garage garden gas gasket gate gel generosity genius gentleness gesture ghost \
    gift girl glass glitch glove goal god good goods gossip grade grandkid grandma grandparent gratitude \
    greeting grievance grocery groom ground group grout guarantee guard guardian guess guest guide guideline guy \
    gym habit hair haircut hairdresser hall hallway hand handling happiness harassment harm harmony hassle \
    hazard head headache headlight headline headquarters health heart heat heater heating heel height help \
    helper hesitation hiccup highlight hint history hobby holiday home homeowner honesty honour hope horror \
    horse hose hospital hospitality host hostess hostility hotel hour house houseguest household housekeeper \
    housekeeping hug human humour hundred hunger hurdle husband hygiene hygienist idea identity idiot illness \
    image impact impatience implant importance impression improvement inability inaccuracy inbox incentive \
    incident income inconsistency inconvenience increase indication individual industry infection influence \
    information ingredient initiative injury innovation input inquiry insect insight inspection inspector \
    installation installer instance institution instruction instructor insult insurance insurer intake integrity \
    intention interaction interest interior intern internet interpretation intervention interview introduction \
    investigation investigator investment invitation invoice issue item jar jewel jeweller job joiner joint joke \
    journalist journey joy judge judgement juice justice keeper key keycard kid kindness king kit kitchen \
    knowledge lab label labour lack lady lamp land landlady landlord language lapse laptop laugh laundry law \
    lawn lawyer layout laziness leader leadership leak learning lecture ledger leg legend lesson letter level \
    liability liar library licence lie lifetime lift light lighting limit limitation line link list listing \
    litigation loan lobby location lock locksmith lodge lodger log logo loophole loss lot lotion lounge love \
    lover loyalty lunch machine magician mail maintenance majority makeover maker malfunction mall management \
    manager manicure manner manual manufacturer map market marketing marriage mask massage master mat match \
    material matter mattress meal meaning measure meat mechanic media medication medicine meeting member \
    membership memory mention menu merchant merit mess message messenger method middle mind minor minority \
    minute miracle misconduct misfortune mishap misinterpretation misrepresentation mission misstep mistake \
    misunderstanding mite mix mixture mobile mode model moderator mom moment money month mood morning mortgage \
    mother motivation motor mould mouth move movement mover movie mug mum museum music musician myth nail name \
    nanny napkin narrative nature neck need neglect neighbour neighbourhood nephew nerve network news newspaper \
    niece night nightmare noise nonsense noon norm nose note notice notification novice nuance nuisance number \
    nurse objection objective obligation observation obstacle occasion occupant odour offence offer offering \
    office officer official oil omission operation operator opinion opportunity opposition option orchestra \
    order organisation organiser orientation origin other outage outburst outcome outfit outlet output outrage \
    outside oven overcharge overlook overnight oversight owner ownership pack package packaging packet page pain \
    paint painter painting paintwork pair pan pancake panel paper parcel parent park parking part participant \
    participation partner partnership party passenger passion passport password pasta pastry patch path patience \
    patient patron patronage pattern pavement payer payment peace pedicure peer penalty pension perception \
    perfection performance period perk permission permit perspective pest pet petrol pharmacist pharmacy phone \
    photo photograph photographer phrase physician physio piano picture piece pilates pillow pilot pipe pitfall \
    pity pizza place plan plane plant plate platform platter play player plea pleasure pledge plug plumber \
    pocket podiatrist poem point police policy politeness pool porter portion position post postcode potential \
    pothole pound poverty power practice practitioner praise prayer preference premises preparation prescription \
    presence present presentation president press pressure price pricing pride principle printer priority prison \
    privacy privilege prize problem procedure process product production professional professionalism profile \
    profit program programme progress project promise promotion prompt proof property proposal proprietor \
    protection protocol provenance provider provision pub public publication purchase purpose purse pursuit \
    quality quantity quarter queen query question quibble quote race radio rain range rank rant rate rating \
    reaction reader reality reason reassurance receipt reception receptionist receptiveness recipe recipient \
    recognition recommendation record recording recruit recruiter rectification reduction reference reflection \
    refrigerator refund refurbishment refusal regard region registration regret regular regulation reimbursement \
    relation relationship relative release reliability relief reluctance remark remedy reminder reminiscence \
    remorse removal renovation rent rental repair repairer repeat repercussion repetition replacement reply \
    report reporter representation representative request requirement resale research reservation residence \
    resident resolution resort resource respect response responsibility rest restaurant restoration restriction \
    result retailer retaliation return reunion review reviewer revision reward rhythm ride right ring rip risk \
    roach road role roof roofer room roommate round route routine row rubbish rudeness rug ruin rule rumour \
    sadness safeguard safety saint salad salary sale salon sample sandwich sarcasm satisfaction sauce sauna \
    saving scam scammer scandal scene scent schedule school science scooter score scratch screen screenshot \
    screw script search season seat secret secretary section sector security selection seller sense sentence \
    sentiment septic serenity series server service session setback setting settlement setup sewer shampoo share \
    sharing sheet shift ship shipment shipper shirt shock shoe shop shopper shopping shortage shortcoming shot \
    shoulder shout show shower side sight sign signal signature silence singer sink sir sister site situation \
    size skill skin sky slander slot smell smile smoke smoker snack sofa software soldier solicitor solution son \
    song sort soul sound soup source spa space speaker specialist species specific specification speech speed \
    spelling spend spice spill spirit splinter spot spouse staff staffing stage stain stair stakeholder stall \
    standard star start state statement station status stay steak step stereotype steward stock stomach stone \
    store storm story stranger strategy street strength stress structure student studio study stuff style \
    stylist subject submission subscriber subscription substance substitute suburb success suggestion suit suite \
    sum summary summer sunbed supervisor supper supplement supplier supply support supporter surgeon surgery \
    surprise surrounding surveillance survey suspect suspicion sweet sweetheart swelling swimmer sympathy \
    symptom system table tablet tactic talent talk tap task taste tattoo tax taxi tea teacher team teammate tech \
    technician technique technology teen teenager telephone television temper temperature tenancy tenant \
    tendency term terrace test testimonial testimony text texture thank therapist therapy thing thought thousand \
    threat thrill ticket tidbit tile timber time timeline timing tint tip tire title toast toddler toilet token \
    tone tool toothache toothbrush top topic topping total touch touchpoint tour tourist tow towel tower town \
    track trade trademark trader tradition traffic trailer train trainee trainer training trait transaction \
    transfer transformation translation transparency transport travel traveller tray treasure treat treatment \
    trend trial trick trigger trip troll trolley trouble truck trunk trust truth try turn twin type tyre \
    umbrella uncle understanding undertaking uniform unit university untruth update upgrade upheaval upset \
    urgency user utility vacation vaccine vacuum valet validation valley value van vapour variation variety \
    varnish vegan vegetable vegetarian vehicle vendetta vendor ventilation venue verification version vet \
    veterinarian vibe vicinity victim video view viewer viewpoint villa village villain violation violence \
    virtue vision visit visitor voice voicemail volume volunteer vote voucher wage wait waiter waiting waitress \
    walk wall wallet ward warehouse warning warranty washer waste watch water wave wax waxing way weakness \
    wealth weather web website wedding week weekend weight welcome welder welfare wellbeing wheel wheelchair \
    whim whinge whole will win window wine wing winner winter wire wisdom wish witness wonder wood word wording \
    work worker workforce working workmanship workplace workshop world worry worth wound wreck writer writing \
    yard year yoga youngster youth zone";

/// One noun a line: the base, then every other form.
pub(super) const IRREGULAR_NOUNS: &str = "\
analysis analyses
appendix appendices
basis bases
calf calves
child children
craftsman craftsmen
craftsperson craftspeople
crisis crises
criterion criteria
diagnosis diagnoses
doorman doormen
fireman firemen
foot feet
foreman foremen
gentleman gentlemen
grandchild grandchildren
half halves
handyman handymen
hero heroes
knife knives
leaf leaves
life lives
loaf loaves
man men
medium media
mouse mice
person people persons
phenomenon phenomena
postman postmen
potato potatoes
quiz quizzes
repairman repairmen
salesman salesmen
salesperson salespeople salespersons
saleswoman saleswomen
self selves
shelf shelves
spokesman spokesmen
spokesperson spokespeople spokespersons
thief thieves
tomato tomatoes
tooth teeth
tradesman tradesmen
tradesperson tradespeople
watchman watchmen
wife wives
woman women
workman workmen";

/// Adjectives that take `-er` and `-est`.
pub(super) const ADJECTIVES: &str = "\
    able angry awkward bitter bland blunt bold brave brief bright broad bulky busy calm cheap clean clear clever \
    close clumsy cold cool costly cosy crazy creepy crisp cruel damp dark deadly dear deep dirty dry dull dusty \
    early easy empty faint fair fancy fast few filthy fine firm flaky fresh friendly full funny fussy gentle \
    glad gloomy grand greasy great gross guilty handy happy hard harsh hasty healthy heavy high hollow humble \
    hungry icy juicy keen kind large late lazy lengthy light likely lively lonely long loose loud lovely low \
    loyal lucky mean messy mild moist mouldy narrow nasty naughty near neat new nice noble noisy odd old petty \
    picky plain pleasant polite poor pretty proud pure quick quiet rainy rare raw ready rich ripe risky rough \
    rude rusty safe salty scary shabby shallow sharp shiny short shy sick silly simple sincere sketchy sleepy \
    slimy slippery slow small smart smelly smoky smooth soft soggy sorry sour spicy stale steady steep sticky \
    stiff strange strict strong sturdy subtle sunny sure sweet swift tall tasty tender tense thick thirsty tidy \
    tight tiny tough tricky ugly unfriendly unhappy unlikely unlucky unruly warm wary weak wealthy weird wide \
    wild windy wise witty worthy young yummy";

/// Adjectives that double their last letter: `big`, `bigger`.
pub(super) const DOUBLED_ADJECTIVES: &str = "\
    big dim fat fit flat grim hot mad red sad slim thin wet";

/// One adjective a line: the base, then its degrees.
pub(super) const IRREGULAR_ADJECTIVES: &str = "\
bad worse worst
far further furthest farther farthest
good better best
little less least
many more most
well better best";
