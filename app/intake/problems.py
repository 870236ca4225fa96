"""What can go wrong when a record is filed."""

from app.kit.problems import problem

InvalidRecord = problem("invalid-record")
RecordDiffers = problem("record-differs")
RecordChanged = problem("record-changed")
RecordWithdrawn = problem("record-withdrawn")
RecordNotFound = problem("record-not-found")
TertialLocked = problem("tertial-locked")
BadIfMatch = problem("bad-if-match")
