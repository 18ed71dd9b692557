Feature: A weak plan and missing skills can end in the failure of the strategy
  The founding article says that a campaign without planning, mechanisms and skills falls silent, loses its credibility,
  and then its allies and its funders. The report shows each step of that chain, and where it can be broken.
  The article, P29: the chain from missing means, through silence, to a strategy that fails.

  Background:
    Given a campaign ready in every respect
    And these answers:
      | question          | answer |
      | written_plan      | 1      |
      | persuasion_skills | 1      |
      | spokespeople      | 1      |
      | alliance_vision   | 1      |
      | funding_committed | 1      |

  Scenario: Every step of the chain is named, with the one before it
    When it is assessed under the policy "default"
    Then the finding "weak_planning" is confirmed
    And the finding "weak_planning" rests on the answer to "written_plan"
    And the finding "missing_skills" is confirmed
    And the finding "missing_skills" rests on the answer to "persuasion_skills"
    And the finding "silence_and_fear" is confirmed
    And the finding "silence_and_fear" rests on the finding "weak_planning"
    And the finding "silence_and_fear" rests on the finding "missing_skills"
    And the finding "silence_and_fear" rests on the answer to "spokespeople"
    And the finding "credibility_loss" is confirmed
    And the finding "credibility_loss" rests on the finding "silence_and_fear"
    And the finding "allies_leave" is confirmed
    And the finding "allies_leave" rests on the answer to "alliance_vision"
    And the finding "funders_leave" is confirmed
    And the finding "funders_leave" rests on the answer to "funding_committed"
    And the finding "strategy_failure" is confirmed
    And the finding "allies_leave" leads to the finding "strategy_failure"
    And the finding "funders_leave" leads to the finding "strategy_failure"
    And the verdict is "NOT_YET"
    And the verdict rests on the finding "strategy_failure"
    And the reason given is "The answers lead, step by step, to the loss of both allies and funders."

  Scenario: A better plan alone does not end the silence, and the report says what upholds it
    When it is assessed under the policy "default"
    Then raising "written_plan" to 2 clears "weak_planning"
    And raising "written_plan" to 2 leaves "silence_and_fear" likely
    And raising "written_plan" to 2 leaves "strategy_failure" likely
    When the answer to "written_plan" is changed to "2"
    Then the finding "weak_planning" is absent
    And the finding "silence_and_fear" is likely
    And the finding "silence_and_fear" comes down to the answer to "persuasion_skills"
    And the finding "credibility_loss" is likely
    And the finding "strategy_failure" is likely
    And the verdict is "CONDITIONS"

  Scenario: Persuasion skills and a plan together end the silence
    Given the answer to "written_plan" is "2"
    When it is assessed under the policy "default"
    Then raising "persuasion_skills" to 2 clears "silence_and_fear"
    When the answer to "persuasion_skills" is changed to "2"
    Then the finding "silence_and_fear" is absent
    And the finding "credibility_loss" is absent
    And the finding "strategy_failure" is absent
    And the verdict is "GO"

  Scenario: Allies who share a vision stay, even when credibility is lost
    Given the answer to "alliance_vision" is "3"
    When it is assessed under the policy "default"
    Then the finding "credibility_loss" is confirmed
    And the finding "allies_leave" is absent
    And the finding "funders_leave" is confirmed
    And the finding "strategy_failure" is absent
    And the verdict is "CONDITIONS"

  Scenario: Funders who are committed stay, if no single funder carries everything
    Given the answer to "funding_committed" is "3"
    When it is assessed under the policy "default"
    Then the finding "allies_leave" is confirmed
    And the finding "funders_leave" is absent
    And the finding "strategy_failure" is absent
    When the answer to "funder_loss_survivable" is changed to "2"
    Then the finding "funders_leave" is confirmed
    And the finding "strategy_failure" is confirmed
    And the verdict is "NOT_YET"

  Scenario: The worked example of a good cause that dares neither to speak nor to choose silence
    Given the worked example "failure_chain"
    When it is assessed under the policy "default"
    Then the measure "overall" is at least 500
    And the finding "strategy_failure" is confirmed
    And the verdict is "NOT_YET"
    And raising "written_plan" to 2 leaves "silence_and_fear" likely

  Scenario Outline: A funder on whom everything depends may leave over the tone
    Given a campaign ready in every respect
    And the answer to "funder_loss_survivable" is "<level>"
    And the answer to "tone" is "<tone>"
    When it is assessed under the policy "default"
    Then the finding "funder_flight_risk" is <state>

    Examples:
      | level | tone     | state     |
      | 1     | accusing | confirmed |
      | 1     | firm     | absent    |
      | 2     | strong   | absent    |
      | 1     | unknown  | possible  |
