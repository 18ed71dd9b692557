Feature: The questionnaire as pages that people come back to
  Somebody fills in pages on a telephone, leaves, and comes back a week later. What they wrote is there, what they saw
  then is compared with how things stand, others see only what was chosen for them, and when it is deleted nothing
  opens it any more.

  Background:
    Given the pages of the service
    And somebody who has the campaign "failure_chain" open there

  Scenario: Whoever has the access code goes on from any device
    Given the campaign has an access code
    And the answer to "written_plan" is changed to "2" on its page
    When they leave
    Then the campaign does not open without its code
    When the code is typed on another device
    Then the stored answer to "written_plan" is "2"

  Scenario: A campaign without an access code is gone after a day
    When 25 hours pass
    Then the campaign does not open without its code
    And nothing of it is stored any more

  Scenario: What has moved since last time
    Given the result has been looked at
    When the answer to "written_plan" is changed to "3" on its page
    Then the comparison with last time says that "weak_planning" is no longer found
    And the comparison names the answer to "written_plan"

  Scenario: What if, without saving anything
    When it is asked on the page what if "written_plan=3"
    Then the page says that "weak_planning" would no longer be found
    And the stored answer to "written_plan" is "1"

  Scenario: A file with a mistake changes nothing
    When a file is chosen that answers "written_plan" with "the blue house"
    Then the page refuses it and names the line
    And the page never says "the blue house"
    And the stored answer to "written_plan" is "1"

  Scenario: A file to take along without what is sensitive
    Given the answer to "past_sanctions" is changed to "prison" on its page
    When the answers are downloaded without sensitive ones
    Then the file says that the answer to "past_sanctions" is "withheld"
    And the file says that the answer to "written_plan" is "1"

  Scenario: A copy for others shows what it showed on the day it was made
    Given the campaign has an access code
    And a copy is shared under a code of its own
    When the answer to "written_plan" is changed to "3" on its page
    Then whoever has the code of the copy still reads of "weak_planning"
    When the copy is withdrawn
    Then the code of the copy opens nothing

  Scenario: Deleted means that its code opens nothing
    Given the campaign has an access code
    When the campaign is deleted
    Then the page says that it is deleted
    And its access code opens nothing
    And nothing of it is stored any more
