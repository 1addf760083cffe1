-- Lists by department, date and number are answered by the search index since 0010: these three cost every
-- import their upkeep and serve no question any more.
DROP INDEX contracts_department;
DROP INDEX contracts_notified;
DROP INDEX contracts_uid;
