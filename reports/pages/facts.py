"""The page of a campaign's facts: what it is called, where and when it takes place. Never who is behind it."""

from dataclasses import dataclass, field
from typing import Final, get_args

from engine.profile import Profile, Stage
from reports.words import Words

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


@dataclass(frozen=True)
class Facts:
    """The fields as they are typed."""

    campaign: str = ""
    country: str = ""
    stage: str = STAGES[0]
    launch: str = ""
    end: str = ""
    lessons: str = ""
    mode: str = "full"
    revision: int = 0
    changed: tuple[str, ...] = field(default=())
    """Names of fields that were saved otherwise meanwhile, from elsewhere."""

    @classmethod
    def of(cls, profile: Profile, mode: str, revision: int) -> "Facts":
        dates = profile.dates
        return cls(
            campaign=profile.campaign,
            country=profile.country or "",
            stage=profile.stage,
            launch=dates.launch.isoformat() if dates.launch else "",
            end=dates.end.isoformat() if dates.end else "",
            lessons="\n".join(profile.lessons),
            mode=mode,
            revision=revision,
        )


def stages(words: Words) -> list[tuple[str, str, str]]:
    """Each stage with its name and when it is the one."""
    return [
        ("preparing", words("Preparing"), words("nothing is public yet")),
        ("launching", words("Launching"), words("the launch is days or weeks away")),
        ("running", words("Running"), words("the campaign is public")),
        ("closing", words("Closing"), words("the campaign is coming to its end, or is over")),
    ]
