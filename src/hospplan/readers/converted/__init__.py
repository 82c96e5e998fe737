"""What another program makes a .docx of: Word 97 by a child process, the rest by LibreOffice."""
