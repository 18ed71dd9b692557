Feature: A public launch needs people who already take part
  Messages, media and alliances are widened when the audience moves from receiving to participating. Going public before
  that comes too early.
  The article, P21, P22 and P23: the steps of a campaign, in order. P14: media work draws a large public.

  Background:
    Given a campaign ready in every respect

  Scenario: People only receive messages so far
    Given the answer to "audience_participates" is "1"
    When it is assessed under the policy "launch"
    Then the finding "premature_launch" is confirmed
    And the finding "premature_launch" rests on the answer to "audience_participates"
    And the verdict is "NOT_YET"
    And the verdict reads "Do not launch yet"
    And the verdict rests on the finding "premature_launch"
    And the remedy "prove_participation" clears "premature_launch"

  Scenario: While preparing, the same answer holds nobody back
    Given the answer to "audience_participates" is "1"
    When it is assessed under the policy "default"
    Then the finding "premature_launch" is absent
    And the verdict is "GO"

  Scenario: Participation that is claimed but not shown is not enough for more than level 2
    Given evidence is missing for "audience_participates"
    When it is assessed under the policy "launch"
    Then the answer to "audience_participates" counts as "2"
    And the finding "premature_launch" is absent
    And the finding "launch_sequence_met" is absent

  Scenario: Plan, demand, participation and allies are in place
    When it is assessed under the policy "launch"
    Then the finding "launch_sequence_met" is confirmed
    And the verdict is "GO"
    And the verdict reads "Launch"

  Scenario: Nobody has written down what must be in place before the launch
    Given the answer to "launch_conditions" is "1"
    When it is assessed under the policy "launch"
    Then the verdict is "NOT_YET"
    And the verdict rests on the answer to "launch_conditions"

  Scenario Outline: People take part, and what should be widened to others is not ready
    Given the answer to "<question>" is "1"
    When it is assessed under the policy "launch"
    Then the finding "premature_launch" is absent
    And the verdict is "CONDITIONS"
    And the verdict reads "Launch, with conditions"
    And the verdict rests on the answer to "<question>"
    When the answer to "<question>" is changed to "2"
    Then the verdict is "GO"

    Examples:
      | question          |
      | tailored_messages |
      | media_plan        |
      | allies            |

  Scenario: Chosen quiet diplomacy widens nothing in public
    Given these answers:
      | question          | answer          |
      | posture           | quiet_diplomacy |
      | tailored_messages | 1               |
      | media_plan        | 1               |
      | allies            | 1               |
    When it is assessed under the policy "launch"
    Then the verdict is "GO"

  Scenario: While preparing, a media plan may still be missing
    Given the answer to "media_plan" is "1"
    When it is assessed under the policy "default"
    Then the verdict is "GO"

  Scenario Outline: Allies, funding or public figures are not secured
    Given the answer to "<question>" is "1"
    When it is assessed under the policy "launch"
    Then the verdict is "CONDITIONS"
    And the verdict rests on the answer to "<question>"

    Examples:
      | question                 |
      | alliance_vision          |
      | funding_committed        |
      | convinced_public_figures |
