"""HL7 FHIR R4: questionnaires, responses and observations out."""
