"""The tertial report: what the half-time report's results chapter holds, for any span and district.

A report is built once from a source of figures (`live`, `released`) and the chapters, as plain data
(`document`); every form of it (HTML, PDF, XLSX, CSV) is drawn from that.
"""
