Feature: Goals are as near or as far as the means allow
  The article, P18: objectives are near or far according to what can be carried out, and many supporters stand behind
  them. P19: changing laws or programmes is a large aim. For a whole country, few means and few allies are too little.

  Background:
    Given a campaign ready in every respect
    And the answer to "objectives_fit_capacity" is "1"
    And the answer to "allies" is "1"

  Scenario Outline: A large aim, few means and few allies
    Given the answer to "scope" is "<scope>"
    When it is assessed under the policy "default"
    Then the finding "overreach" is confirmed
    And the finding "overreach" rests on the answer to "scope"
    And the remedy "right_size_objectives" clears "overreach"
    And the remedy "broaden_allies" clears "overreach"

    Examples:
      | scope         |
      | national      |
      | regional      |
      | international |

  Scenario: The same means for one place
    Given the answer to "scope" is "local"
    When it is assessed under the policy "default"
    Then the finding "overreach" is absent

  Scenario Outline: Fitting objectives, or allies who help to carry them, are enough
    When it is assessed under the policy "default"
    Then raising "<question>" to 2 clears "overreach"
    When the answer to "<question>" is changed to "2"
    Then the finding "overreach" is absent

    Examples:
      | question                |
      | objectives_fit_capacity |
      | allies                  |

  Scenario: Nobody knows whether the objectives fit
    Given the answer to "objectives_fit_capacity" is unknown
    When it is assessed under the policy "default"
    Then the finding "overreach" is possible
    And the finding "overreach" hinges on the answer to "objectives_fit_capacity"
