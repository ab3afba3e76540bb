-- How likely each field of a quotation is right, from 0 to 1; NULL: not measured. Whom a person names is sure.

ALTER TABLE quotations ADD COLUMN speaker_probability REAL;
ALTER TABLE quotations ADD COLUMN said_probability REAL;
ALTER TABLE quotations ADD COLUMN act_probability REAL;
ALTER TABLE quotations ADD COLUMN polarity_probability REAL;
ALTER TABLE quotations ADD COLUMN addressee_probability REAL;
ALTER TABLE quotations ADD COLUMN venue_probability REAL;
ALTER TABLE quotations ADD COLUMN relay_probability REAL;
ALTER TABLE quotation_actors ADD COLUMN printed_probability REAL;      -- of the one whom the analysis took it to be

UPDATE quotations SET speaker_probability = 1.0 WHERE id IN (SELECT quotation FROM quotation_actors);
