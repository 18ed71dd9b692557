Feature: What was received is read as it was meant, and every row is accounted for
  Funders receive spreadsheets and exports, in several languages. Nothing may get lost or be guessed on the way, and whoever
  made a mistake is told where it is.

  Scenario Outline: The same answers, whichever tool they came from
    Given a campaign ready in every respect
    And the answer to "tactics" is "lobbying, petition"
    And the answer to "lawyers_on_call" is unknown
    When it is received as <file> and read
    Then 1 row was accepted and 0 were rejected
    And the proposal read says the same

    Examples:
      | file                                       |
      | our own spreadsheet                        |
      | a CSV export of KoBoToolbox by names       |
      | a CSV export of KoBoToolbox by labels (en) |
      | a CSV export of KoBoToolbox by labels (ar) |
      | a workbook of KoBoToolbox by labels (fr)   |
      | records of the KoBoToolbox API             |
      | a table of ODK Central                     |
      | records of ODK Central                     |

  Scenario: A spreadsheet of one's own
    Given this table is received:
      | Name of the campaign | Day of these answers | written_plan | ما مدى سرعة الرد؟ |
      | Clean water          | 2026-05-20           | ٣            |                   |
      | Safe roads           | 2026-05-20           | Nobody knows |                   |
      | Fair pay             | 2026-05-20           |              |                   |
    When it is read
    Then 3 rows were accepted and 0 were rejected
    And in "Clean water" the answer to "written_plan" is "3"
    And in "Safe roads" the answer to "written_plan" is "unknown"
    And in "Fair pay" the answer to "written_plan" is left out

  Scenario: A row with mistakes is rejected with all of them, and the others are read
    Given this table is received:
      | campaign_name | answered_on | written_plan | tone |
      | Clean water   | 2026-05-20  | 3            | firm |
      | Safe roads    | soon        | many         | firm |
    When it is read
    Then 1 row was accepted and 1 was rejected
    And row 3 was rejected because of "answered_on, written_plan"

  Scenario: A column that nobody knows is not passed over in silence
    Given this table is received:
      | campaign_name | answered_on | Budget |
      | Clean water   | 2026-05-20  | 5000   |
    When it is read
    Then 1 row was accepted and 0 were rejected
    And it is said that nothing was read of "Budget"

  Scenario: Two columns for one question are not chosen between
    Given this table is received:
      | campaign_name | answered_on | written_plan | planning/written_plan |
      | Clean water   | 2026-05-20  | 3            | 1                     |
    When it is read
    Then 0 rows were accepted and 1 was rejected
