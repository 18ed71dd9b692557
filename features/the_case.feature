Feature: A demand that is clear, supported and addressed to whoever decides
  The article, P7: advocacy puts its demands precisely and works on those who decide. P8: evidence and arguments
  persuade them to change a policy, a practice or an attitude.

  Background:
    Given a campaign ready in every respect

  Scenario Outline: What is asked, on what ground and of whom is only an idea
    Given the answer to "<question>" is "1"
    When it is assessed under the policy "default"
    Then the finding "<finding>" is confirmed
    And the finding "<finding>" comes down to the answer to "<question>"
    And the verdict is "<verdict>"
    And the remedy "<remedy>" clears "<finding>"
    When the answer to "<question>" is changed to "2"
    Then the finding "<finding>" is absent
    And the verdict is "GO"

    Examples:
      | question             | finding          | verdict    | remedy            |
      | specific_demand      | vague_demand     | CONDITIONS | sharpen_demand    |
      | evidence_base        | unsupported_case | CONDITIONS | gather_evidence   |
      | decision_path_mapped | wrong_target     | GO         | map_decision_path |

  Scenario Outline: Nobody knows
    Given the answer to "<question>" is unknown
    When it is assessed under the policy "default"
    Then the finding "<finding>" is possible
    And the finding "<finding>" hinges on the answer to "<question>"

    Examples:
      | question             | finding          |
      | specific_demand      | vague_demand     |
      | evidence_base        | unsupported_case |
      | decision_path_mapped | wrong_target     |

  Scenario: To know who decides is not to know how to convince them
    Given the answer to "evidence_base" is "0"
    When it is assessed under the policy "default"
    Then the finding "wrong_target" is absent
    And the finding "unsupported_case" is confirmed
    And the verdict is "NOT_YET"
    And the reason given is "No evidence for the case has been collected yet."

  Scenario Outline: The issue alone can be dangerous where space is restricted
    P7 names issues such as women, the environment and corruption. Others are forbidden ground in some places.

    Given the answer to "issue_areas" is "<issue>"
    And the answer to "civic_space" is "<space>"
    When it is assessed under the policy "default"
    Then the finding "red_line_issue" is <state>

    Examples:
      | issue           | space      | state     |
      | women, religion | obstructed | confirmed |
      | security_forces | closed     | confirmed |
      | corruption      | obstructed | absent    |
      | religion        | narrowed   | absent    |
      | religion        | unknown    | possible  |
