import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints one line for each standard object named on the command line: its name, then its fields with a letter for the
 * type (Name:s), its parent relationships with their object (Owner>User) and its child relationships (Contacts<Contact).
 * Reads the Apex type checker's own classes; make-standard-schema.ts runs it.
 */
public class StandardFields {
    private static final String PACKAGE = "com.nawforce.runforce.SObjects.";
    private static final Map<String, String> LETTERS = Map.ofEntries(
        Map.entry("String", "s"), Map.entry("Id", "r"), Map.entry("Boolean", "b"), Map.entry("Decimal", "n"),
        Map.entry("Double", "n"), Map.entry("Integer", "i"), Map.entry("Long", "l"), Map.entry("Date", "d"),
        Map.entry("Datetime", "t"), Map.entry("Time", "h"), Map.entry("Blob", "x"), Map.entry("Address", "a"),
        Map.entry("Location", "g")
    );

    public static void main(String[] names) {
        for (String name : names) {
            Class<?> type;
            try {
                type = Class.forName(PACKAGE + name, false, StandardFields.class.getClassLoader());
            } catch (ClassNotFoundException unknown) {
                System.err.println("no object " + name);
                continue;
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (Modifier.isPublic(field.getModifiers()) && !field.getName().matches("SObjectType|Fields")) {
                        fields.putIfAbsent(field.getName(), field.getName() + kind(field));
                    }
                }
            }
            System.out.println(name + " " + String.join(" ", fields.values()));
        }
    }

    private static String kind(Field field) {
        if (field.getGenericType() instanceof ParameterizedType) {
            Type row = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
            return row instanceof Class ? "<" + ((Class<?>) row).getSimpleName() : ":o";
        }
        if (field.getType().isArray()) {
            return "<" + field.getType().getComponentType().getSimpleName();
        }
        String letter = LETTERS.get(field.getType().getSimpleName());
        if (letter != null) {
            return ":" + letter;
        }
        return field.getType().getName().startsWith(PACKAGE) ? ">" + field.getType().getSimpleName() : ":o";
    }
}
