Feature: Closed decisions and hidden interests weaken the right to speak
  The article, P16: advocacy that works takes its decisions together, in the open and in a way that people believe.
  Where either is closed, credibility is probably lost; the report calls that likely, not certain.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: Few decide, or nobody sees who pays and who gains
    Given the answer to "<question>" is "1"
    When it is assessed under the policy "default"
    Then the finding "legitimacy_gap" is confirmed
    And the finding "legitimacy_gap" comes down to the answer to "<question>"
    And the finding "credibility_loss" is likely
    And the finding "credibility_loss" rests on the finding "legitimacy_gap"
    And the verdict is "CONDITIONS"
    And the remedy "<remedy>" clears "legitimacy_gap"
    When the answer to "<question>" is changed to "2"
    Then the finding "legitimacy_gap" is absent
    And the finding "credibility_loss" is absent
    And the verdict is "GO"

    Examples:
      | question                | remedy             |
      | participatory_decisions | open_up_decisions  |
      | transparency            | disclose_interests |

  Scenario: To be open about money does not replace deciding together
    Given the answer to "participatory_decisions" is "1"
    And the answer to "transparency" is "1"
    When it is assessed under the policy "default"
    And the answer to "transparency" is changed to "4"
    Then the finding "legitimacy_gap" is confirmed
    And the finding "legitimacy_gap" comes down to the answer to "participatory_decisions"

  Scenario: Nobody knows how decisions are taken
    Given the answer to "participatory_decisions" is unknown
    When it is assessed under the policy "default"
    Then the finding "legitimacy_gap" is possible
    And the finding "legitimacy_gap" hinges on the answer to "participatory_decisions"
    And the verdict is undecided between "CONDITIONS" and "GO"
