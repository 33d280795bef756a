"""Manuals of products that come in five models each; the pages speak of "the appliance"."""

from dataclasses import dataclass
from random import Random

from tests.quality.identity.made_documents import Fact, MadeDocument, MadePage


@dataclass(frozen=True, slots=True)
class _Vacuum:
    model: str
    battery: str
    charging: str
    filter_months: str
    weight: str
    error: str


@dataclass(frozen=True, slots=True)
class _CoffeeMachine:
    model: str
    tank: str
    pressure: str
    descaling: str
    standby: str
    light: str


_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_REASONS = ("the roller is blocked", "the dust box is full", "the battery is too warm", "the filter is wet",
            "the dock has no power")  # fmt: skip
_LIGHTS = ("the water tank is empty", "the drip tray is missing", "the grounds box is full", "the lid is open",
           "the pump is too hot")  # fmt: skip


def product_manuals() -> list[MadeDocument]:
    """Ten manuals of four pages: vacuum cleaners named by the file, coffee machines on the cover."""
    vacuums = [_vacuum(place, f"Zephyr V{10 + 10 * place}") for place in range(5)]
    machines = [_coffee_machine(place, f"Brevio S{1 + place}") for place in range(5)]
    return [*map(_vacuum_manual, vacuums), *map(_coffee_manual, machines)]


def _vacuum(place: int, model: str) -> _Vacuum:
    draw = Random(model)
    return _Vacuum(
        model,
        battery=str(draw.randint(25, 75)),
        charging=draw.choice(_NUMBER_WORDS),
        filter_months=draw.choice(_NUMBER_WORDS),
        weight=f"{draw.uniform(1.8, 3.9):.1f}",
        error=_REASONS[place],
    )


def _coffee_machine(place: int, model: str) -> _CoffeeMachine:
    draw = Random(model)
    return _CoffeeMachine(
        model,
        tank=f"{draw.uniform(0.9, 2.6):.1f}",
        pressure=str(draw.randint(8, 19)),
        descaling=str(draw.randrange(120, 480, 20)),
        standby=str(draw.randint(8, 45)),
        light=_LIGHTS[place],
    )


def _vacuum_manual(vacuum: _Vacuum) -> MadeDocument:
    model = vacuum.model
    pages = (
        MadePage("User manual", (
            "Cordless vacuum cleaner", "Read this before you use the appliance for the first time",
        )),
        MadePage("Charging and use", (
            "Put the appliance on its dock so that the contacts touch. The lamp breathes while the battery is being "
            f"charged. A full charge takes {vacuum.charging} hours.",
            f"With a full battery the appliance cleans for {vacuum.battery} minutes at normal power. The boost key "
            "shortens this considerably. Do not use the appliance on wet floors.",
        )),
        MadePage("Care", (
            "Empty the dust box after each use. Wash the foam sleeve in cold water and let it dry for a day before "
            "you put it back.",
            f"Replace the fine filter every {vacuum.filter_months} months. Hair that is wound round the roller is cut "
            "with the blade at the back of the dock.",
        )),
        MadePage("Troubleshooting and data", (
            f"If the lamp flashes red, {vacuum.error}. Switch the appliance off before you look for the cause. If it "
            "goes on flashing, turn to the service.",
        ), (("Weight", f"{vacuum.weight} kg"), ("Voltage", "21.6 V"), ("Noise", "72 dB(A)"))),
    )  # fmt: skip
    facts = (
        Fact("charging", (2,), f"How long does it take to charge the {model}?", f"{vacuum.charging} hours", False),
        Fact("battery", (2,), f"For how many minutes does the {model} clean with a full battery?", vacuum.battery),
        Fact("filter", (3,), f"How often must the fine filter of the {model} be replaced?",
             f"every {vacuum.filter_months} months", False),
        Fact("weight", (4,), f"How much does the {model} weigh?", vacuum.weight),
        Fact("lamp", (4,), f"What does it mean when the lamp of the {model} flashes red?", vacuum.error, False),
    )  # fmt: skip
    return MadeDocument(_id(model), f"manuals/{model}.pdf", "file name", pages, facts)


def _coffee_manual(machine: _CoffeeMachine) -> MadeDocument:
    model = machine.model
    pages = (
        MadePage(model, ("Espresso machine", "Instructions for use")),
        MadePage("Before the first cup", (
            f"Fill the tank with fresh cold water; it holds {machine.tank} litres. Switch the machine on and let two "
            "cups of water run through without coffee.",
            f"The pump works with {machine.pressure} bar. Use finely ground coffee and press it down evenly.",
        )),
        MadePage("Descaling", (
            f"Descale the machine after every {machine.descaling} cups, in hard water earlier. Use the descaler that "
            "comes with it; vinegar damages the seals.",
            "Let the solution work for ten minutes, then rinse with two full tanks of water.",
        )),
        MadePage("Lamps and saving energy", (
            f"When the orange lamp is on, {machine.light}. It goes off by itself once this has been put right.",
            f"The machine switches to standby {machine.standby} minutes after the last cup. Hold both keys for five "
            "seconds to change this.",
        )),
    )  # fmt: skip
    facts = (
        Fact("tank", (2,), f"How many litres does the tank of the {model} hold?", machine.tank),
        Fact("pressure", (2,), f"With how many bar does the pump of the {model} work?", machine.pressure),
        Fact("descaling", (3,), f"After how many cups does the {model} need descaling?", machine.descaling),
        Fact("lamp", (4,), f"What does the orange lamp of the {model} mean?", machine.light, False),
        Fact("standby", (4,), f"After how many minutes does the {model} go to standby?", machine.standby),
    )
    return MadeDocument(_id(model), f"manuals/{Random(model).randint(10000, 99999)}-en.pdf", "cover", pages, facts)


def _id(model: str) -> str:
    return model.lower().replace(" ", "-")
