Feature: Protection and allies lower exposure only so far
  Prepared protection takes one step off the exposure that remains, and allies who defend each other take another. In
  repressed or closed space they take one step together, and under a present threat none at all.
  The article, P27: alliances reduce risk. How far they can was added by experts.

  Background:
    Given a campaign ready in every respect
    And these answers:
      | question       | answer                  |
      | civic_space    | obstructed              |
      | tactics        | media, march            |
      | tone           | strong                  |
      | main_target    | security_military_ruler |
      | past_sanctions | prison                  |
      | exposed_people | families                |
      | gatherings     | refused                 |

  Scenario: In obstructed space, two steps
    When it is assessed under the policy "default"
    Then the exposure before protection is "severe"
    And the exposure that remains is "medium"
    And the finding "prepared_protection" is confirmed
    And the finding "alliance_shield" is confirmed
    And the finding "protection_in_place" is confirmed
    And the finding "double_protection" is confirmed

  Scenario Outline: In repressed or closed space, one step whatever there is
    Given the answer to "civic_space" is "<space>"
    And the answer to "legal_review" is "<legal review>"
    And the answer to "mutual_defence" is "<mutual defence>"
    When it is assessed under the policy "default"
    Then the exposure before protection is "severe"
    And the exposure that remains is "<remains>"

    Examples:
      | space     | legal review | mutual defence | remains |
      | repressed | 4            | 4              | high    |
      | repressed | 4            | 2              | high    |
      | repressed | 2            | 4              | high    |
      | repressed | 2            | 2              | severe  |
      | closed    | 4            | 4              | high    |

  Scenario: As long as protection and allies are not known, still no more than one step
    Given the answer to "civic_space" is "repressed"
    And the answer to "legal_review" is unknown
    And the answer to "mutual_defence" is unknown
    When it is assessed under the policy "default"
    Then the exposure before protection is "severe"
    And the exposure that remains is between "high" and "severe"

  Scenario: Under a present threat, no step at all
    Given the answer to "present_threat" is "yes"
    When it is assessed under the policy "default"
    Then the exposure that remains is "severe"
    And the verdict is "STOP"
    And the verdict rests on the finding "present_threat"
    And the remedy "postpone_until_safe" clears "present_threat"

  Scenario Outline: Protection counts only when lawyers, legal review and reprisal plan all cover everyone
    Given the answer to "mutual_defence" is "2"
    And the answer to "<question>" is "2"
    When it is assessed under the policy "default"
    Then the measure "protection" is at least 700
    And the finding "prepared_protection" is absent
    And the exposure that remains is "severe"

    Examples:
      | question        |
      | legal_review    |
      | lawyers_on_call |
      | reprisal_plan   |

  Scenario: Nothing takes exposure below low
    Given the answer to "civic_space" is "open"
    And the answer to "tactics" is "lobbying, media"
    When it is assessed under the policy "default"
    Then the exposure before protection is "medium"
    And the exposure that remains is "low"
