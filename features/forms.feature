Feature: A form says what a profile says
  Organisations fill in forms where they already are: KoBoToolbox, ODK, a spreadsheet. Nothing of what they say may get
  lost on the way, and nobody should have to answer what does not apply.

  Background:
    Given a campaign ready in every respect

  Scenario: What was filled in comes out as it went in
    Given the campaign learned "Ask the school boards first"
    When its form is filled in and read
    Then the profile read says the same

  Scenario Outline: Not known, kept back and not answered stay three things
    Given the answer to "lawyers_on_call" is <answer>
    When its form is filled in and read
    Then the answer to "lawyers_on_call" is read as <answer>
    And the profile read says the same

    Examples:
      | answer   |
      | unknown  |
      | withheld |
      | left out |

  Scenario: A kept answer that does not apply comes along
    Given the answer to "stewarding" is "0"
    When its form is filled in and read
    Then the form does not show the question "stewarding"
    And the answer to "stewarding" is read as "0"

  Scenario: A march brings its questions with it
    Given the answer to "tactics" is "lobbying, march"
    When its form is filled in and read
    Then the form shows the question "stewarding"

  Scenario: While the tactics are not known, the form does not ask what hangs on them
    Given the answer to "tactics" is unknown
    When its form is filled in and read
    Then the form does not show the question "stewarding"

  Scenario: Evidence is asked for high levels only
    Given the answer to "written_plan" is "2"
    When its form is filled in and read
    Then the form does not ask for evidence of "written_plan"
    And the form asks for evidence of "specific_demand"
