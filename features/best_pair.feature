Feature: Two remedies may do together what neither does alone
  Silence that two gaps uphold does not end when one of them is closed. A report names the two remedies that do most
  together, so that nobody closes one gap, sees no change and gives up.

  Scenario: A plan and persuasion end the silence together
    Given a campaign ready in every respect
    And the answer to "written_plan" is "1"
    And the answer to "persuasion_skills" is "1"
    When it is assessed under the policy "default"
    Then the finding "silence_and_fear" is likely
    And the remedy "write_the_plan" does not clear "silence_and_fear"
    And the best pair is "write_the_plan" and "train_persuaders"
    And only together they clear "silence_and_fear"

  Scenario: A campaign with one gap has no pair to name
    Given a campaign ready in every respect
    And the answer to "written_plan" is "1"
    When it is assessed under the policy "default"
    Then there is no best pair
