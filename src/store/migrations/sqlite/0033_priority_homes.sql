-- A home in a priority district, beside the criterion retained: the code of the district and the year of its list.
ALTER TABLE eligibility_decisions ADD COLUMN district TEXT;
ALTER TABLE eligibility_decisions ADD COLUMN district_list_year INTEGER;
