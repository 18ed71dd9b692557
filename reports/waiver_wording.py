"""What a check says of waivers, in sentences."""

from engine.check import Check, WaiverStanding
from reports.check_changes import parted
from reports.words import Words


class WaiverWording:
    """The waivers of one check in the words of one language."""

    def __init__(self, check: Check, words: Words) -> None:
        self.check, self.words = check, words

    def waived(self, waiver: WaiverStanding) -> str:
        return self.words(
            "Waived until {day} by {role}: {text}",
            day=waiver.expires.isoformat(),
            role=self.role(waiver),
            text=waiver.text,
        )

    def _not_approved(self) -> str:
        words, roles = self.words, self.check.waivable_by
        if not roles:
            return words("does not bind: the policy lets no role waive")
        named = (words("{role} ({name})", role=words.of(title), name=name) for name, title in roles.items())
        return words(
            "does not bind: the policy does not let this role waive, but only: {roles}", roles=parted(named, words)
        )

    def _not_waivable(self, waiver: WaiverStanding) -> str:
        rule = self.check.rules.get(waiver.finding)
        if rule is not None and rule.kind == "blocker":
            return self.words("does not bind: it is a blocker that concerns people's safety, which nobody can waive")
        return self.words("does not bind: it is a strength or a protection, which needs no waiver")

    def role(self, waiver: WaiverStanding) -> str:
        return waiver.approver if waiver.approver_title is None else self.words.of(waiver.approver_title)

    def standing(self, waiver: WaiverStanding) -> str:
        """One waiver and how it stands."""
        words = self.words
        states = {
            "binding": words("binds"),
            "expired": words("has expired"),
            "not_needed": words("is no longer needed: the finding is not there"),
            "unknown_finding": words("names a finding that the pack does not have"),
            "unknown_subject": (
                words("names no campaign that could be read")
                if some_unread(self.check)
                else words("names a campaign that was not checked")
            ),
            "not_waivable": self._not_waivable(waiver),
            "not_approved": self._not_approved(),
            "repeated": words("does not bind: another one before it is the same"),
        }
        reasons = {
            "risk_accepted": words("the risk is accepted"),
            "mitigated_elsewhere": words("it is dealt with elsewhere"),
            "repair_scheduled": words("the repair is scheduled"),
            "does_not_apply": words("it does not apply"),
        }
        finding = waiver.finding
        if finding in self.check.rules:
            finding = words.of(self.check.rules[finding].title)
        said = words(
            "“{finding}” in “{campaign}” {state} (until {day}, {role}, {reason}): {text}",
            finding=finding,
            campaign=waiver.subject,
            state=states[waiver.state],
            day=waiver.expires.isoformat(),
            role=self.role(waiver),
            reason=reasons[waiver.reason],
            text=waiver.text,
        )
        evidence = waiver.evidence
        return said if evidence is None else f"{said} {words('Evidence: {evidence}', evidence=evidence)}"


def some_unread(check: Check) -> bool:
    """Whether some profile could not be read: nobody knows then which campaign it is of."""
    return any(profile.campaign is None for profile in check.profiles)
