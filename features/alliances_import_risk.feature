Feature: Alliances can protect, and they can import risk
  Allies who would act together when one is attacked lower the exposure that remains. An ally with a partisan, legal or
  reputational problem cancels that, unless agreed rules contain it.
  The article, P27: joint work lowers risk. What allies may bring with them was added by experts.

  Background:
    Given a campaign ready in every respect
    And these answers:
      | question     | answer          |
      | tactics      | lobbying, march |
      | gatherings   | lawful          |
      | tone         | strong          |
      | legal_review | 2               |

  Scenario: Allies who defend each other
    When it is assessed under the policy "default"
    Then the finding "alliance_shield" is confirmed
    And the finding "alliance_shield" rests on the answer to "mutual_defence"
    And the exposure before protection is "medium"
    And the exposure that remains is "low"

  Scenario: One ally brings a liability, and the rules are a draft
    Given the answer to "ally_liability" is "yes"
    And the answer to "alliance_vision" is "2"
    When it is assessed under the policy "default"
    Then the finding "alliance_liability" is confirmed
    And the finding "alliance_shield" is absent
    And the exposure that remains is "medium"
    And raising "alliance_vision" to 3 clears "alliance_liability"

  Scenario: The same ally, with rules that are approved and used
    Given the answer to "ally_liability" is "yes"
    And the answer to "alliance_vision" is "3"
    When it is assessed under the policy "default"
    Then the finding "alliance_liability" is absent
    And the finding "alliance_shield" is confirmed
    And the exposure that remains is "low"

  Scenario: Nobody knows whether an ally brings a liability
    Given the answer to "ally_liability" is unknown
    And the answer to "alliance_vision" is "2"
    When it is assessed under the policy "default"
    Then the finding "alliance_liability" is possible
    And the finding "alliance_shield" is possible
    And the exposure that remains is between "low" and "medium"

  Scenario: Exposed and alone
    Given the answer to "allies" is "1"
    When it is assessed under the policy "default"
    Then the finding "isolated_campaign" is confirmed
    And the finding "isolated_campaign" rests on the measure "inherent_exposure"
    And the exposure that remains is "medium"
    And the verdict is "CONDITIONS"

  Scenario: Many voices without a vision or a precise demand
    Given the answer to "alliance_vision" is "1"
    And the answer to "specific_demand" is "2"
    When it is assessed under the policy "default"
    Then the finding "fragmentation" is confirmed
    And raising "specific_demand" to 3 clears "fragmentation"
