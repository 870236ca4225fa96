"""What can be wrong with a file besides what can be wrong with a record, in Swedish and English.

Each says what to do next. None repeats a cell's content: a name typed into the wrong column must not come
back in a terminal or a screenshot. A column's header is named, since it says where to look.
"""

from app.kit.language import Text

_UTF8 = Text(
    "Spara om filen: i Excel Arkiv > Spara som > CSV UTF-8 (kommaavgränsad).",
    "Save the file again: in Excel File > Save as > CSV UTF-8 (comma delimited).",
)

FILE: dict[str, Text] = {
    "file-unreadable": Text(
        "Filen går inte att läsa. Kontrollera sökvägen.", "The file cannot be read. Check its path."
    ),
    "file-kind": Text(
        "Filen ska heta något på .csv eller .xlsx. En .xls sparas först om som .xlsx.",
        "The file's name must end with .csv or .xlsx. Save an .xls as .xlsx first.",
    ),
    "file-empty": Text("Filen är tom.", "The file is empty."),
    "file-too-large": Text(
        "Filen är för stor uppackad. Dela den, eller spara den som CSV UTF-8.",
        "The file is too large when unpacked. Split it, or save it as CSV UTF-8.",
    ),
    "not-utf-8": Text(f"Rad {{line}} är inte UTF-8. {_UTF8.sv}", f"Line {{line}} is not UTF-8. {_UTF8.en}"),
    "nul": Text(
        f"Rad {{line}} innehåller tecknet NUL: filen är skadad, eller sparad som UTF-16. {_UTF8.sv}",
        f"Line {{line}} contains the character NUL: the file is damaged, or saved as UTF-16. {_UTF8.en}",
    ),
    "line-too-long": Text(
        "Rad {line} är längre än någon registrering kan vara. Kontrollera radbrytningarna.",
        "Line {line} is longer than any record can be. Check the line breaks.",
    ),
    "csv-cr": Text(
        "Filens rader slutar med tecknet CR, som gamla Mac-program skriver, eller ett sådant tecken står i "
        f"en cell (rad {{line}}). {_UTF8.sv}",
        "The file's lines end with the character CR, as old Mac programs write, or one stands in a cell "
        f"(line {{line}}). {_UTF8.en}",
    ),
    "csv-broken": Text(
        "Citattecknen på rad {line} stämmer inte: ett är inte avslutat, eller står mitt i en cell.",
        "The quotation marks on line {line} do not fit: one is not closed, or stands inside a cell.",
    ),
    "delimiter": Text(
        "Avgränsaren ska vara komma, semikolon eller tab.", "The delimiter must be comma, semicolon or tab."
    ),
    "not-xlsx": Text(
        "Filen är inte en läsbar XLSX-fil. Öppna den i Excel och spara den som Excel-arbetsbok (.xlsx).",
        "The file is not a readable XLSX file. Open it in Excel and save it as an Excel workbook (.xlsx).",
    ),
    "old-or-locked": Text(
        "Filen är lösenordsskyddad eller i Excels gamla format. Ta bort lösenordet och spara den som .xlsx.",
        "The file has a password, or is in Excel's old format. Remove the password and save it as .xlsx.",
    ),
    "no-such-sheet": Text(
        "Det finns inget blad med det namnet. Bladen är: {sheets}", "No such sheet. The sheets are: {sheets}"
    ),
    "too-many-corrected": Text(
        "Filen rättar fler än {most} registreringar. Dela den i flera filer.",
        "The file corrects more than {most} records. Split it into several files.",
    ),
    "sheet-of-csv": Text("En CSV-fil har inga blad.", "A CSV file has no sheets."),
    "delimiter-of-xlsx": Text("En XLSX-fil har ingen avgränsare.", "An XLSX file has no delimiter."),
}
"""The whole file is refused; nothing more of it is read."""

HEADER: dict[str, Text] = {
    "header-missing": Text(
        "Första raden ska ha kolumnernas namn. Hämta en mall: stodlogg template {activity}",
        "The first row must have the columns' names. Get a template: stodlogg template {activity}",
    ),
    "column-unknown": Text(
        "Kolumnen finns inte i mallen. Ta bort den.", "The template has no such column. Remove it."
    ),
    "column-missing": Text(
        "Kolumnen saknas. Lägg till den; cellerna får vara tomma där inget är känt.",
        "The column is missing. Add it; its cells may be blank where nothing is known.",
    ),
    "column-repeated": Text(
        "Kolumnen finns mer än en gång. Ta bort en.", "The column is there more than once. Remove one."
    ),
    "no-rows": Text(
        "Filen har en rubrikrad men inga rader under den.", "The file has a header row and no rows below it."
    ),
}

ROW: dict[str, Text] = {
    "row-width": Text(
        "Raden har {cells} celler, rubrikraden {columns}. Kontrollera avgränsare och citattecken.",
        "The row has {cells} cells, the header row {columns}. Check delimiters and quotation marks.",
    ),
    "outside": Text(
        "En cell utanför kolumnerna har ett innehåll. Ta bort det.",
        "A cell outside the columns is filled in. Empty it.",
    ),
    "key-twice": Text(
        "Samma sak står redan på rad {first}. Ange den en gång.",
        "Row {first} has the same already. Give it once.",
    ),
    "id-twice": Text(
        "Samma id står redan på rad {first}. Varje rad har ett eget id, eller inget.",
        "Row {first} has the same id already. Each row has an id of its own, or none.",
    ),
    "rows-apart": Text(
        "Rader med samma [district] och år ska stå efter varandra; den första är rad {first}.",
        "Rows with the same [district] and year must follow each other; the first is row {first}.",
    ),
    "differs-from-first": Text(
        "Ska vara samma som på rad {first}, som har samma [district] och år.",
        "Must be as on row {first}, which has the same [district] and year.",
    ),
}

CELL: dict[str, Text] = {
    "blank": Text("Cellen får inte vara tom.", "The cell may not be blank."),
    "formula": Text(
        "Cellen innehåller en formel. Kopiera kolumnen och klistra in den som värden.",
        "The cell holds a formula. Copy the column and paste it as values.",
    ),
    "error-value": Text(
        "Cellen innehåller ett felvärde, till exempel #N/A. Skriv värdet, eller lämna cellen tom.",
        "The cell holds an error, such as #N/A. Write the value, or leave the cell blank.",
    ),
    "date": Text(
        "Cellen är ett datum. Här sparas inga datum, och Excel gör själv om till exempel 2019-03 och 7-12 "
        "till datum. Formatera kolumnen som Text, skriv värdet på nytt (en månad som 2019-03, utan dag) "
        "och spara igen.",
        "The cell is a date. No dates are stored here, and Excel itself turns for instance 2019-03 and 7-12 "
        "into dates. Format the column as Text, write the value anew (a month as 2019-03, without a day) "
        "and save again.",
    ),
    "truth-value": Text(
        "Cellen är SANT eller FALSKT. Skriv koden eller talet i stället.",
        "The cell is TRUE or FALSE. Write the code or the number instead.",
    ),
    "no-code": Text(
        "Cellen har varken en kod eller exakt en kods namn. Mallen (stodlogg template) har listor med båda.",
        "The cell holds neither a code nor exactly a code's name. The template (stodlogg template) has both.",
    ),
    "separator": Text(
        "Flera koder i en cell skiljs åt med mellanslag.",
        "Several codes in one cell are separated by a space.",
    ),
    "hash": Text(
        "Kolumnen hash fylls i av tjänsten, i kopian med id, och ändras inte. Ta kopians värde, eller lämna "
        "cellen tom.",
        "The service fills in the column hash, in the copy with ids, and nobody changes it. Take the copy's "
        "value, or leave the cell blank.",
    ),
    "uuid": Text(
        "Ett id är ett UUID version 4, som 0d9f4a52-6f0e-4b7a-9c1d-2f5b8e3a7c01. "
        "Lämna cellen tom så skapas ett.",
        "An id is a UUID version 4, such as 0d9f4a52-6f0e-4b7a-9c1d-2f5b8e3a7c01. "
        "Leave the cell blank to have one made.",
    ),
}

FILING: dict[str, Text] = {
    "record-differs": Text(
        "Det som raden gäller finns redan, med annat innehåll. En rad utan id skriver aldrig över: "
        "rätta i den senaste kopian med id, eller i tjänsten.",
        "What the row is about is there already, with other content. A row without an id never overwrites: "
        "correct it in the latest copy with ids, or in the service.",
    ),
    "record-withdrawn": Text(
        "Registreringen är återtagen och kommer inte tillbaka. Ta bort raden. Är den en annan, eller ska in "
        "på nytt: ge den ett eget id, eller töm id och hash om de är ifyllda.",
        "The record is withdrawn and will not come back. Remove the row. If it is another, or is to come in "
        "anew: give it an id of its own, or empty id and hash where they are filled in.",
    ),
    "record-changed": Text(
        "Registreringen har rättats efter att kopian med id skrevs. Hämta uppgifterna ur den senaste kopian, "
        "och rätta där.",
        "The record has been corrected since the copy with ids was written. Take the facts from the latest "
        "copy, and correct them there.",
    ),
    "internal-error": Text(
        "Databasen tog inte emot raden, fast den klarade kontrollerna. Säg till den som sköter tjänsten.",
        "The database did not take the row, though it passed the checks. Tell whoever runs the service.",
    ),
}
"""The intake's refusals that need other words here, by the problem's kind."""

UNDOING: dict[str, Text] = {
    "record-changed": Text(
        "Registreringen har rättats efter importen. Ångra med kopian som har det rättade innehållet, "
        "eller ta bort raden ur filen: då blir registreringen kvar.",
        "The record has been corrected since the import. Undo with the copy that has the corrected content, "
        "or remove the row from the file: then the record stays.",
    ),
    "tertial-locked": Text(
        "Tertialet är låst, så registreringen är räknad. Ta bort raden ur filen: då blir den kvar.",
        "The tertial is locked, so the record is counted. Remove the row from the file: then it stays.",
    ),
}
"""Why an import cannot be undone, by the problem's kind."""

RULES: dict[str, Text] = {**FILE, **HEADER, **ROW, **CELL}
