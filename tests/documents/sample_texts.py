"""The texts of the sample documents: papers of an invented household. `make_documents.py` sets them.

In the lists for PDFs a line that begins with "# " or "## " is a heading, any other string is a paragraph.
"""

RENTAL_CONTRACT = [
    "# Rental contract",
    "between Mrs. Ingrid Halvorsen, 2 Chapel Row, Ashbury (the landlord) and Mr. Tomas Lindqvist and Ms. Mara "
    "Lindqvist, at present 9 Mill Lane, Ashbury (the tenants). The contract was signed in Ashbury on 14 March 2024.",
    "## § 1 The flat",
    "The landlord lets to the tenants the flat 3B on the third floor of the house 14 Harbour Street, Ashbury. It has "
    "three rooms, a kitchen, a bathroom and a balcony, together 78 square metres. Cellar room number 7 and the bicycle "
    "stand in the yard belong to the flat. The garden behind the house may be used by all parties in the house.",
    "The tenants receive three keys to the front door, three keys to the flat, one key to the cellar and one key to "
    "the letter box. A lost key has to be reported within two days. The landlord may then have the lock replaced at "
    "the expense of the tenants.",
    "## § 2 Beginning and end",
    "The tenancy begins on 1 May 2024 and is made for an indefinite time. Either side may end it in writing with three "
    "months' notice to the end of a month. After five years the period of notice for the landlord is six months. The "
    "tenants waive their right to give notice for the first twelve months.",
    "## § 3 Rent",
    "The monthly rent without running costs is 1,140 euros. In addition the tenants pay an advance of 210 euros a "
    "month for running costs, so that 1,350 euros are due in all. The rent is to be paid by the third working day of "
    "each month to the account that the landlord has named in writing.",
    "The rent may be raised once a year, for the first time on 1 May 2026, by the change of the consumer price index "
    "and by no more than three per cent. The landlord announces a rise at least two months before it takes effect.",
    "## § 4 Running costs",
    "Running costs are heating, water, waste collection, the cleaning of the stairs, the caretaker and the insurance "
    "of the building. They are shared out by floor area, heating and hot water for seventy per cent by what the meters "
    "show. The landlord sends the yearly statement by 30 September of the following year. Objections have to be "
    "raised within three months after the statement was received.",
    "## § 5 Deposit",
    "The tenants pay a deposit of 2,280 euros, which is two months' rent without running costs. It may be paid in "
    "three equal parts, the first of them at the beginning of the tenancy. The landlord keeps the deposit apart from "
    "her own money in a savings account and pays it back with interest within six months after the flat was returned.",
    "## § 6 Repairs",
    "Defects have to be reported to the caretaker, Mr. Olu Adeyemi, telephone 0555 0142, without delay. The landlord "
    "keeps the house and the flat in good order. The tenants bear the cost of small repairs to things that they often "
    "touch, such as taps, switches and door handles, up to 95 euros each and up to 285 euros a year.",
    "Painting is not owed at fixed intervals. When the tenants leave, walls are to be handed over in light, neutral "
    "colours. Holes from dowels in the tiles of the bathroom are to be closed properly.",
    "## § 7 Changes to the flat",
    "Changes to the building, including satellite dishes, awnings and the laying of floors, need the landlord's "
    "consent in writing. A wall box for charging an electric car may be fitted at the parking place if a master "
    "electrician does the work. On leaving, the tenants restore the former state unless something else was agreed.",
    "## § 8 Animals",
    "Small animals in cages and aquariums up to 120 litres may be kept without asking. One cat is allowed. Keeping a "
    "dog needs the landlord's consent, which she may refuse only for a good reason.",
    "## § 9 House rules",
    "Quiet hours are from 22:00 to 6:00 and from 13:00 to 15:00. Music may be made for two hours a day outside of "
    "these hours. The washing machine in the cellar may be used on working days between 7:00 and 20:00. Barbecues with "
    "charcoal are not allowed on the balcony; electric grills are.",
    "## § 10 Subletting",
    "Letting the flat or a part of it to others needs the landlord's permission. Guests may stay for up to six weeks. "
    "Offering the flat on holiday platforms is not permitted and is a reason for giving notice.",
    "## § 11 Access",
    "After an announcement of at least 48 hours the landlord or a person authorised by her may enter the flat to read "
    "meters, to prepare repairs or to show it to future tenants. In danger she may enter at any time.",
    "## § 12 Return of the flat",
    "At the end of the tenancy the flat is to be returned empty, swept clean and with all keys. A protocol is drawn up "
    "and signed by both sides. Things that the tenants leave behind may be disposed of after a warning of two weeks.",
    "## § 13 Final provisions",
    "There are no oral agreements beside this contract. Changes and additions need the written form. If a provision is "
    "not valid, the others remain in force. The place of jurisdiction is Ashbury.",
]

WASHING_MACHINE_MANUAL = [
    "# AquaLine 7200",
    "Operating manual for the washing machine AquaLine 7200 with a capacity of 7 kilograms. Please read it before you "
    "use the machine for the first time, and keep it for later owners.",
    "## 1. Safety",
    "Children under eight years must not use the machine. Do not open the door by force: it unlocks two minutes after "
    "the end of a programme. Pull the plug before you clean the machine. The plug must be within reach after the "
    "machine has been put in its place.",
    "Never wash things that have been treated with petrol, solvents or wax. Their vapours can ignite inside the drum.",
    "## 2. Setting up",
    "Remove the four transport bolts at the back with a 13 millimetre spanner and close the holes with the caps from "
    "the bag of accessories. Keep the bolts: without them the machine must not be moved over longer distances.",
    "The water pressure must be between 0.5 and 8 bar. Connect the inlet hose to the cold tap only. The end of the "
    "drain hose must be hung at a height of 60 to 90 centimetres above the floor.",
    "Level the machine with its four adjustable feet until it no longer rocks, and tighten the lock nuts.",
    "## 3. Programmes",
    "TABLE",
    "Times are for cold water of 15 degrees and a full load. The machine weighs the load and shortens the programme if "
    "there is less in the drum. Cotton Eco uses the least energy for normally soiled cotton.",
    "## 4. Detergent",
    "The drawer has three compartments: I for the prewash, II for the main wash, and the one with the flower for "
    "softener. Use 75 millilitres of liquid detergent for a full load in soft water and 110 millilitres in hard water. "
    "Never fill softener above the mark MAX.",
    "## 5. Cleaning and care",
    "Clean the lint filter behind the flap at the bottom right every two months. Put a shallow bowl under it, drain "
    "the rest of the water through the small hose, and unscrew the filter to the left. Run the programme Cotton 90 "
    "without laundry once a month against smells and limescale.",
    "The detergent drawer can be taken out by pressing the blue catch. Rinse it under warm water. The sieve in the "
    "inlet hose should be rinsed once a year.",
    "## 6. Faults",
    "E10: no water comes in. Open the tap and clean the sieve in the inlet hose. E20: the water does not drain. Clean "
    "the lint filter and look for a kink in the drain hose. E40: the door is not closed. E60: the heating does not "
    "work; call the customer service.",
    "If the machine walks while it spins, check that all transport bolts have been removed and that it stands level. "
    "If foam comes out of the drawer, use less detergent and run a rinse with a spoon of softener.",
    "## 7. Technical data",
    "Width 60 cm, depth 58 cm, height 85 cm, weight 68 kg. Rated power 2,100 watts at 230 volts, fuse 10 amperes. The "
    "noise is 52 decibels while washing and 74 decibels while spinning.",
    "## 8. Warranty and service",
    "The warranty is 24 months from the date of purchase, ten years for the motor. Customer service can be reached on "
    "working days from 8:00 to 18:00 at 0555 0199. Have the serial number ready; it is on the plate inside the door.",
]

PROGRAMMES = [
    ("Programme", "Temperature", "Load", "Spin speed", "Duration"),
    ("Cotton Eco", "40-60 °C", "7.0 kg", "1,400 rpm", "3 h 25 min"),
    ("Cotton 90", "90 °C", "7.0 kg", "1,400 rpm", "2 h 40 min"),
    ("Easy care", "40 °C", "3.5 kg", "1,200 rpm", "1 h 55 min"),
    ("Delicates", "30 °C", "2.0 kg", "800 rpm", "1 h 05 min"),
    ("Wool", "cold", "1.5 kg", "600 rpm", "45 min"),
    ("Quick 15", "30 °C", "2.0 kg", "1,000 rpm", "15 min"),
]

DOUGH_STUDY = [
    "# How long should rye dough rest?",
    "Helena Brandt and Yusuf Okafor, Institute of Baking Science, Ashbury",
    "## Abstract",
    "Sourdough bread from rye is rested for very different times in practice. We baked 216 loaves from the same flour "
    "and compared resting times between 30 minutes and 12 hours at three temperatures. Loaves that rested for four "
    "hours at 28 degrees were judged best by a panel of 24 persons. Longer resting made the crumb sour and the crust "
    "flat, and it did not improve how long the bread kept.",
    "## 1. Introduction",
    "Rye flour forms little gluten. What carries the crumb is starch and the swelling of pentosans, and both depend on "
    "acidity. Bakers therefore use sourdough, and they let it rest, but the advice in handbooks contradicts itself: "
    "Marten (1987) recommends one hour, the guild's handbook three, and many village bakeries rest the dough over "
    "night.",
    "Earlier studies looked at wheat or at mixtures with little rye. To our knowledge this is the first comparison "
    "with pure rye dough in which temperature and time were changed independently.",
    "## 2. Methods",
    "All doughs were made from one batch of type 1150 rye flour from the Ashbury mill, with 82 parts of water and 1.8 "
    "parts of salt on 100 parts of flour. Forty per cent of the flour was soured with a culture that the institute has "
    "kept since 1994. The doughs rested at 22, 28 or 34 degrees for 0.5, 1, 2, 4, 8 or 12 hours. Each combination was "
    "baked twelve times, one kilogram a loaf, for 55 minutes in a deck oven that fell from 260 to 210 degrees.",
    "A panel of 24 trained persons judged crumb, crust and taste on a scale from one to nine without knowing the "
    "treatment. Volume was measured with rape seed. The acidity of the crumb was titrated after one day. Loaves were "
    "kept at 20 degrees, and their firmness was measured for nine days.",
    "## 3. Results",
    "The mean score for taste rose from 4.1 after half an hour to 7.6 after four hours at 28 degrees, and fell to 5.0 "
    "after twelve hours. At 22 degrees the best score, 7.1, was reached after eight hours. At 34 degrees no "
    "combination reached more than 6.3.",
    "Volume was greatest, 2.31 litres a kilogram, after four hours at 28 degrees. After twelve hours at 34 degrees the "
    "loaves had lost almost a third of it. Acidity grew with time and temperature in every combination.",
    "Firmness after nine days did not depend on the resting time. The common belief that long rested bread keeps "
    "longer was not confirmed.",
    "## 4. Discussion",
    "The optimum is flat: between three and five hours at 28 degrees the differences were smaller than those between "
    "two persons of the panel. A bakery that cannot control its temperature loses more by resting too long than by "
    "resting too briefly, since sourness increases steadily while the gain in volume ends.",
    "Our flour had a falling number of 148 seconds. Flour with more active enzymes will want shorter times. We tested "
    "a single culture, and others may work faster.",
    "## 5. Conclusion",
    "Four hours at 28 degrees, or eight hours at 22 degrees, are good resting times for pure rye dough. Resting over "
    "night saves work, but costs taste.",
    "## Acknowledgements",
    "The study was paid for by the guild of bakers of Ashbury with 18,500 euros. The guild had no influence on its "
    "results. The data can be had from the first author.",
]

GARDEN_NOTES = """\
# Garden notes

Notes about the allotment number 23 in the colony *Morning Dew*, which we lease since April 2022.

## The plot

The plot has 310 square metres. The lease costs 186 euros a year and is due on 15 February. Water is turned on in
the last week of March and turned off on 31 October.

## Vegetables 2025

| Bed | Crop            | Sown     | First harvest |
|-----|-----------------|----------|---------------|
| 1   | Broad beans     | 2 March  | 11 June       |
| 2   | Potatoes Annabelle | 6 April | 28 July     |
| 3   | Carrots Nantes  | 20 March | 2 July        |
| 4   | Courgettes      | 12 May   | 30 June       |

- Carrots next year only under a net: the carrot fly got a third of them.
- Courgettes: two plants are enough for four people.
- Compost was turned on 8 November.

## Fruit trees

The apple tree by the gate is a *Gravensteiner*, planted in 1978 by the previous tenant, Mrs. Petrović. It carried
64 kilograms in 2025. The plum tree was pruned on 18 July, right after the harvest, because plums bleed less then.

## The shed

The padlock of the shed has the combination that is written on the back of the lease. The roof felt was renewed in
September 2023 by Olu for 240 euros. The rain barrel holds 500 litres.

## To do

1. Order seed potatoes before 20 January.
2. Ask the colony's board whether a greenhouse of six square metres needs a permit.
3. Sharpen the secateurs.
"""

BICYCLE_WORKSHOP_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Harbour Street bicycle workshop</title>
  <style>body { font-family: sans-serif; }</style>
  <script>console.log("not part of the text");</script>
</head>
<body>
  <header><a href="/">Home</a></header>
  <nav><ul><li><a href="/news">News</a></li><li><a href="/contact">Contact</a></li></ul></nav>
  <main>
    <h1>Harbour Street bicycle workshop</h1>
    <p>The workshop in the yard of 22 Harbour Street helps people to repair their own bicycles. It is run by volunteers
       and has existed since 2011. Nobody is paid, and nobody has to know anything beforehand.</p>
    <h2>Opening hours</h2>
    <table>
      <tr><th>Day</th><th>Time</th><th>For whom</th></tr>
      <tr><td>Tuesday</td><td>17:00 to 20:00</td><td>everyone</td></tr>
      <tr><td>Thursday</td><td>16:00 to 19:00</td><td>children and young people</td></tr>
      <tr><td>First Saturday of the month</td><td>10:00 to 14:00</td><td>women and trans people</td></tr>
    </table>
    <p>In August and between 22 December and 6 January the workshop is closed.</p>
    <h2>What it costs</h2>
    <p>Using a repair stand and the tools costs 4 euros an hour, children pay nothing. Spare parts are sold at cost
       price. A yearly membership is 35 euros and includes the stand.</p>
    <h2>Courses</h2>
    <ul>
      <li>Wheel building: 9 and 10 May 2026, 60 euros, at most six persons, led by Noor Haddad.</li>
      <li>Brakes and gears: every third Tuesday at 18:30, free of charge.</li>
      <li>Cargo bike maintenance: 13 June 2026, 25 euros.</li>
    </ul>
    <h2>Lending</h2>
    <p>Two cargo bikes can be borrowed for up to three days. The deposit is 100 euros. Book at least one week ahead at
       bikes@harbour-street.example.</p>
  </main>
  <footer>All rights reserved</footer>
</body>
</html>
"""

MEETING_NOTES = """\
Meeting of the parties in the house, 14 Harbour Street
Tuesday, 20 January 2026, 19:00 to 20:40, at the Lindqvists' (3B)

Present: I. Halvorsen (owner), T. and M. Lindqvist (3B), R. Castellano (1A), D. and P. Nguyen (2A), O. Adeyemi
(caretaker). Excused: S. Bergmann (2B).

1. Heating
The boiler of 1996 failed three times in December. Mrs. Halvorsen has two offers: a heat pump for 38,400 euros from
Castor Heating, and a pellet boiler for 31,900 euros. She decided for the heat pump. Work begins on 4 May 2026 and
takes three weeks; during five days of it there will be no hot water.

2. Bicycles
Seven bicycles in the yard have no owner. Mr. Adeyemi puts labels on them. What is not claimed by 31 March goes to
the bicycle workshop at number 22.

3. Stairs
The cleaning of the stairs costs 84 euros a month since January. Mr. Castellano offered to do it himself for less.
This was declined by four votes to one.

4. Summer party
The party in the garden is on Saturday, 11 July 2026, from 16:00. Ms. Nguyen organises the food, Mr. Lindqvist
borrows the tables from the joinery.

5. Any other business
The light in the cellar corridor gets a motion sensor. The next meeting is on 21 April 2026 at the Nguyens'.

Minutes: Mara Lindqvist
"""

INSURANCE_LETTER = [
    "# Your household insurance from 1 January 2026",
    "Dear Ms. Lindqvist,",
    "thank you for your message of 3 November 2025. We have changed your household insurance with the policy number "
    "HH-2093-771 as you asked. The sum insured is now 65,000 euros, and the yearly premium is 148.20 euros. It is due "
    "on 1 January of each year.",
    "## What is insured",
    "Furniture, clothes and other household goods are insured against fire, burst pipes, storm, hail and burglary. "
    "Bicycles are insured against theft up to 1,500 euros each, also at night, provided that they were locked.",
    "TABLE",
    "## What to do after damage",
    "Please report damage within seven days, by telephone at 0555 0170 or on our web site. Report burglary to the "
    "police at once and send us a list of what was stolen. Keep damaged things until we have seen them or told you "
    "that we need not.",
    "## Cancelling",
    "You may cancel the insurance in writing with three months' notice to the end of the insurance year, and within "
    "one month after we have settled a claim.",
    "Yours sincerely,",
    "Bertil Sørensen, Northgate Mutual Insurance",
]

INSURED_SUMS = [
    ("What", "Insured up to", "You bear yourself"),
    ("Valuables outside of a safe", "10,000 euros", "150 euros"),
    ("Cash", "1,200 euros", "nothing"),
    ("Natural hazards such as floods", "65,000 euros", "500 euros"),
    ("Broken glass", "2,000 euros", "75 euros"),
]
