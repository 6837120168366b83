"""Files of office programs, opened with limits: `unpacked` a stranger's zip, and `word` a paper written in Word.

XLSX and DOCX are both zips of XML; whoever reads one gets it from here, so that what is refused is told in one place.
"""
