Feature: Exposure does not need a strong tone
  The article ties punishment to harsh words and protests. Where the state punishes any criticism, a competent and
  polite campaign can be just as dangerous for its people.
  The article, P28, is widened here by experts.

  Background:
    Given a campaign ready in every respect
    And the answer to "tone" is "conciliatory"

  Scenario: A polite campaign in a closed state, with people at risk and no lawyers
    Given these answers:
      | question        | answer             |
      | civic_space     | closed             |
      | tactics         | research, lobbying |
      | exposed_people  | families           |
      | lawyers_on_call | 0                  |
    When it is assessed under the policy "default"
    Then the finding "sanction_exposure" is absent
    And the exposure before protection is "high"
    And the finding "no_protection" is confirmed
    And the finding "no_protection" rests on the measure "inherent_exposure"
    And the finding "no_protection" rests on the answer to "lawyers_on_call"
    And the verdict is "STOP"

  Scenario: A polite campaign that addresses the ruler of a closed state
    Given these answers:
      | question       | answer                  |
      | civic_space    | closed                  |
      | tactics        | research, lobbying      |
      | main_target    | security_military_ruler |
      | exposed_people | families                |
      | reprisal_plan  | 1                       |
    When it is assessed under the policy "default"
    Then the exposure before protection is "high"
    And the finding "no_protection" is confirmed
    And the verdict is "STOP"
    When the answer to "reprisal_plan" is changed to "3"
    Then the finding "no_protection" is absent
    And the exposure that remains is "medium"
    And the verdict is not "STOP"

  Scenario: A polite march where others went to prison
    Given these answers:
      | question       | answer          |
      | tactics        | lobbying, march |
      | gatherings     | lawful          |
      | past_sanctions | prison          |
    When it is assessed under the policy "default"
    Then the finding "sanction_exposure" is absent
    And the exposure before protection is "high"
    And the finding "prison_risk" is likely
    And the finding "prison_risk" rests on the measure "inherent_exposure"

  Scenario: Protection lowers what remains, and an organisation closed before holds the plain go-ahead back
    Given these answers:
      | question       | answer                  |
      | civic_space    | closed                  |
      | tactics        | lobbying, stunt         |
      | main_target    | security_military_ruler |
      | past_sanctions | deregistration          |
    When it is assessed under the policy "default"
    Then the exposure before protection is "high"
    And the exposure that remains is "medium"
    And the finding "deregistration_risk" is likely
    And the finding "deregistration_risk" rests on the measure "inherent_exposure"
    And the verdict is "CONDITIONS"
    When the answer to "past_sanctions" is changed to "fine, lawsuit, smear"
    Then the finding "deregistration_risk" is absent
    And the finding "legal_action_risk" is likely
    And the finding "smear_risk" is likely
    And the verdict is "GO"

  Scenario: The same words where space is open
    Given these answers:
      | question       | answer             |
      | civic_space    | open               |
      | tactics        | research, lobbying |
      | exposed_people | families           |
    When it is assessed under the policy "default"
    Then the exposure before protection is "low"
    And the verdict is "GO"
