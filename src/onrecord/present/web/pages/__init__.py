"""The pages, one module each: what stands on it; its sentences are in the template of that name (`../templates`)."""
