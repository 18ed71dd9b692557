Feature: A strong tone joined with protest exposes activists
  The article says that a strong tone together with protests brings prison, expulsion or exile. The report names the
  sanctions to expect from what has happened to others and from who takes part. It speaks of what is likely, never of
  what is certain, and never in percentages.
  The article, P28: sanctions that deter those who defend a cause.

  Background:
    Given a campaign ready in every respect
    And these answers:
      | question    | answer          |
      | civic_space | open            |
      | tactics     | lobbying, march |
      | gatherings  | lawful          |

  Scenario Outline: Any gathering in a strong tone, even where space is open
    Given the answer to "tactics" is "lobbying, <gathering>"
    And the answer to "tone" is "<tone>"
    When it is assessed under the policy "default"
    Then the finding "sanction_exposure" is confirmed
    And the finding "sanction_exposure" rests on the answer to "tactics"
    And the finding "sanction_exposure" rests on the answer to "tone"
    And the exposure before protection is "medium"

    Examples:
      | gathering | tone     |
      | march     | strong   |
      | sit_in    | strong   |
      | protest   | accusing |
      | strike    | accusing |

  Scenario Outline: The report names the sanction
    Given the answer to "tone" is "strong"
    And the answer to "past_sanctions" is "<sanctions>"
    And the answer to "exposed_people" is "<people>"
    When it is assessed under the policy "default"
    Then the finding "<named>" is likely
    And the finding "<named>" rests on the finding "sanction_exposure"

    Examples:
      | sanctions      | people              | named               |
      | prison         | none                | prison_risk         |
      | expulsion      | none                | expulsion_risk      |
      | none           | foreigners_refugees | expulsion_risk      |
      | exile          | none                | exile_risk          |
      | none           | public_employees    | dismissal_risk      |
      | deregistration | none                | deregistration_risk |
      | fine           | none                | legal_action_risk   |
      | lawsuit        | none                | legal_action_risk   |
      | violence       | none                | violence_risk       |
      | smear          | none                | smear_risk          |
      | none           | women_defenders     | smear_risk          |

  Scenario: Without precedent and without people at special risk no sanction is named
    Given the answer to "tone" is "strong"
    When it is assessed under the policy "default"
    Then the finding "sanction_exposure" is confirmed
    And the finding "prison_risk" is absent
    And the finding "expulsion_risk" is absent
    And the finding "exile_risk" is absent
    And the finding "dismissal_risk" is absent
    And the finding "deregistration_risk" is absent
    And the finding "legal_action_risk" is absent
    And the finding "violence_risk" is absent
    And the finding "smear_risk" is absent

  Scenario: A softer tone removes the trigger, and with it the named sanction
    Given the answer to "tone" is "strong"
    And the answer to "past_sanctions" is "violence, deregistration"
    When it is assessed under the policy "default"
    Then the remedy "soften_the_tone" clears "violence_risk"
    And the remedy "soften_the_tone" clears "deregistration_risk"

  Scenario: A firm tone does not bring it about, nor does a strong tone without a gathering
    When it is assessed under the policy "default"
    Then the finding "sanction_exposure" is absent
    When the answer to "tone" is changed to "strong"
    Then the finding "sanction_exposure" is confirmed
    When the answer to "tactics" is changed to "lobbying, media"
    Then the finding "sanction_exposure" is absent
    And the exposure before protection is "low"

  Scenario: Refugees at a march where space is obstructed risk deportation
    Given the answer to "civic_space" is "obstructed"
    And the answer to "exposed_people" is "foreigners_refugees"
    When it is assessed under the policy "default"
    Then the finding "deportation_risk" is confirmed
    And the remedy "keep_people_off_the_front_line" clears "deportation_risk"
