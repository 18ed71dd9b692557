Feature: Every finding comes with a reason, a source and a remedy
  Nobody should read bad news without learning what it rests on, who says so, and what can be done.

  Scenario: The failure chain
    Given the worked example "failure_chain"
    When it is assessed under the policy "default"
    Then every finding gives a reason, a source and, if it is bad news, a remedy
    And every certain bad finding has a remedy on offer, unless all of them are in place
    And the remedy "write_the_plan" clears "weak_planning"
    And the remedy "write_the_plan" weakens "silence_and_fear"

  Scenario Outline: Everything that can go wrong at once
    Given a campaign ready in every respect
    And every level is <level>
    And these answers:
      | question           | answer                                        |
      | civic_space        | closed                                        |
      | trigger            | emergency                                     |
      | issue_areas        | religion, ruler                               |
      | tactics            | online, march, stunt, civil_disobedience      |
      | tone               | accusing                                      |
      | main_target        | security_military_ruler                       |
      | target_stance      | hostile                                       |
      | past_sanctions     | dismissal, prison, expulsion, exile           |
      | exposed_people     | foreigners_refugees, public_employees, minors |
      | gatherings         | banned                                        |
      | funding_source     | undisclosed                                   |
      | ally_liability     | yes                                           |
      | deceptive_means    | yes                                           |
      | present_threat     | yes                                           |
      | social_media_share | over_75                                       |
      | posture            | silent_from_fear                              |
    When it is assessed under the policy "launch"
    Then every finding gives a reason, a source and, if it is bad news, a remedy
    And every certain bad finding has a remedy on offer, unless all of them are in place

    Examples:
      | level |
      | 0     |
      | 1     |
      | 4     |

  Scenario: Nothing is answered
    Given an empty questionnaire
    When it is assessed under the policy "default"
    Then every finding gives a reason, a source and, if it is bad news, a remedy
